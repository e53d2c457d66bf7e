import type { Reading } from '@parley/client';
import type { CommentId } from '@parley/protocol';

/** An element that shows one comment, without the replies below it. */
export interface Seen {
  readonly id: CommentId;
  readonly element: Element;
}

/** Knows the comments on the page and which of them are in sight. Rooms have one; comments report themselves to it. */
export class Sight {
  private readonly known = new Map<Element, CommentId>();
  private readonly inSight = new Set<Element>();
  private readonly observer: IntersectionObserver;
  private readonly onChange: () => void;

  /** `onChange` is called when another set of comments is in sight. */
  constructor(onChange: () => void) {
    this.onChange = onChange;
    this.observer = new IntersectionObserver((entries) => this.look(entries));
  }

  add(element: Element, id: CommentId): void {
    this.known.set(element, id);
    this.observer.observe(element);
  }

  remove(element: Element): void {
    this.known.delete(element);
    this.inSight.delete(element);
    this.observer.unobserve(element);
  }

  find(id: CommentId): Element | undefined {
    for (const [element, known] of this.known) if (known === id) return element;
    return undefined;
  }

  /** Comments of the page from top to bottom. */
  all(): Seen[] {
    return sorted([...this.known].map(([element, id]) => ({ element, id })));
  }

  /** Comments in sight from top to bottom. */
  seen(): Seen[] {
    const seen = [...this.inSight].flatMap((element) => {
      const id = this.known.get(element);
      return id ? [{ element, id }] : [];
    });
    return sorted(seen);
  }

  reading(): Reading | null {
    const seen = this.seen();
    const first = seen[0];
    const last = seen.at(-1);
    return first && last ? { first: first.id, last: last.id } : null;
  }

  disconnect(): void {
    this.observer.disconnect();
    this.inSight.clear();
  }

  private look(entries: readonly IntersectionObserverEntry[]): void {
    for (const entry of entries) {
      if (entry.isIntersecting) this.inSight.add(entry.target);
      else this.inSight.delete(entry.target);
    }
    this.onChange();
  }
}

const top = (seen: Seen) => seen.element.getBoundingClientRect().top;

function sorted(list: Seen[]): Seen[] {
  return list
    .map((seen) => ({ seen, at: top(seen) }))
    .sort((a, b) => a.at - b.at)
    .map(({ seen }) => seen);
}
