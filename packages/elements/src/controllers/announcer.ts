import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Terms } from '../localize/index.ts';

/** Least time between two announcements of new comments, in ms (UI-3). */
export const ANNOUNCE_EVERY_MS = 5_000;

/** What the polite live region says: new comments in summary, at most once in 5 s, and what the person's own acts came to. */
export class Announcer implements ReactiveController {
  /** The words in the live region now. */
  text = '';
  private readonly host: ReactiveControllerHost & { readonly terms: Terms };
  private total: number | undefined;
  private waiting = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(host: ReactiveControllerHost & { readonly terms: Terms }) {
    this.host = host;
    host.addController(this);
  }

  /** Tells how many comments the room has now. The first number is what was there, and is not announced. */
  count(total: number): void {
    const more = total - (this.total ?? total);
    this.total = total;
    if (more <= 0) return;
    this.waiting += more;
    // Not at once: whether one of them is an own comment is known when all parts have taken the change over.
    this.timer ??= setTimeout(() => this.flush());
  }

  /** An own comment arrives as one more in the count: it is not news. */
  own(): void {
    this.waiting = Math.max(0, this.waiting - 1);
  }

  /** Says something at once. */
  say(text: string): void {
    // The same words once more would be no change and so not be spoken: a space at their end makes them one.
    this.text = text === this.text ? `${text}\u00a0` : text;
    this.host.requestUpdate();
  }

  hostDisconnected(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
  }

  private flush(): void {
    this.timer = undefined;
    if (this.waiting <= 0) return;
    this.say(this.host.terms.announceNew(this.waiting));
    this.waiting = 0;
    this.timer = setTimeout(() => this.flush(), ANNOUNCE_EVERY_MS);
  }
}
