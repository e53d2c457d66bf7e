import { scrollerOf } from '../internal/scroller.ts';
import type { Sight } from './sight.ts';

interface Anchor {
  readonly element: Element;
  /** Which of its edges is held: the upper one, or the lower one of a room that lies above the screen. */
  readonly edge: 'top' | 'bottom';
  readonly at: number;
}

/**
 * Keeps the first comment in sight where it is on the screen while the list changes, in browsers with and without scroll anchoring
 * of their own (where the browser has moved already, there is nothing left to balance).
 */
export class ScrollAnchor {
  private readonly host: Element;
  private readonly sight: Sight;
  private anchor: Anchor | undefined;
  private resized: ResizeObserver | undefined;
  private changing = false;
  private moving = false;

  constructor(host: Element, sight: Sight) {
    this.host = host;
    this.sight = sight;
  }

  connect(): void {
    // Captured, so that a scrolling box around the room is heard like the page itself.
    document.addEventListener('scroll', this.remember, { capture: true, passive: true });
    // What comes later than a render: a body that waited for its parser, a web font.
    this.resized = new ResizeObserver(() => this.balance());
    this.resized.observe(this.host);
  }

  disconnect(): void {
    document.removeEventListener('scroll', this.remember, { capture: true });
    this.resized?.disconnect();
    this.anchor = undefined;
  }

  /** Before the list changes. */
  before(): void {
    if (this.changing) return;
    this.changing = true;
    this.take();
  }

  /** After all parts have changed, in the same turn: no frame is painted between. */
  after(): void {
    this.changing = false;
    this.balance();
  }

  /** The next change is one that the reader asked to see: let it move the page. */
  letMove(): void {
    this.moving = true;
  }

  private readonly remember = (): void => {
    if (!this.changing) this.take();
  };

  private take(): void {
    const seen = this.sight.seen().map(({ element }) => ({ element, ...edges(element) }));
    const whole = seen.find(({ top, bottom }) => top >= 0 && bottom > 0);
    const first = whole ?? seen.find(({ bottom }) => bottom > 0);
    const { bottom } = edges(this.host);
    if (first) this.anchor = { element: first.element, edge: 'top', at: first.top };
    else this.anchor = bottom <= 0 ? { element: this.host, edge: 'bottom', at: bottom } : undefined;
  }

  private balance(): void {
    const { anchor } = this;
    if (this.changing) return;
    if (this.moving || !anchor?.element.isConnected) {
      this.moving = false;
      this.take();
      return;
    }
    const shift = edges(anchor.element)[anchor.edge] - anchor.at;
    if (Math.abs(shift) < 0.5) return;
    scrollerOf(this.host).scrollBy({ top: shift, behavior: 'instant' });
  }
}

function edges(element: Element): { top: number; bottom: number } {
  const { top, bottom } = element.getBoundingClientRect();
  return { top, bottom };
}
