/** One viewer of a bench and what it saw, over all its lines. */
import { Acknowledger } from './acknowledger.ts';
import { waitMs } from './backoff.ts';
import { steadyMs } from './clock.ts';
import { epochOf, glance, isWelcome, markOf, numberAfter } from './glance.ts';
import { openViewer, type RawViewer, type ViewerTarget } from './raw-viewer.ts';

export interface WatcherHooks {
  /** The highest mark rose. */
  rose(watcher: Watcher, before: number): void;
  event(bytes: number): void;
  closed(watcher: Watcher): void;
}

export class Watcher {
  viewer: RawViewer | undefined;
  seen = 0;
  closed = false;
  /** Frames that did not continue what was seen: changes were lost (SYNC-4). */
  gaps = 0;
  /** Mark and time of each event while recording, one after the other. */
  arrivals: number[] | undefined;
  /** When it was greeted again after its line was lost, by the shared clock. */
  backAt: number | undefined;
  #target: ViewerTarget;
  #returning = false;
  #windowMs: number | undefined;
  #epoch: string | undefined;
  readonly #acknowledger = new Acknowledger((position) => {
    // A viewer that does not read knows of nothing new.
    if (!this.viewer?.socket.isPaused) this.viewer?.emit('acknowledge-head', position);
  });
  readonly #hooks: WatcherHooks;

  constructor(target: ViewerTarget, hooks: WatcherHooks) {
    this.#target = target;
    this.#hooks = hooks;
  }

  async open(): Promise<void> {
    this.viewer = await openViewer(this.#target, {
      event: (text, data) => this.#event(text, data),
      closed: () => this.#lost(),
    });
  }

  /** From now on a lost line is opened again there, as this viewer's client would. */
  returnTo(url: string): void {
    this.#target = { ...this.#target, url };
    this.#returning = true;
  }

  #event(text: string, data: Buffer): void {
    const begins = isWelcome(text);
    if (begins) this.#epoch = epochOf(text);
    const windowMs = text.startsWith('["room-changed"') ? -1 : text.indexOf('"retryWindowMs":');
    if (windowMs >= 0) this.#windowMs = numberAfter(text, '"retryWindowMs":', windowMs);
    const mark = markOf(text);
    glance(this.#acknowledger, text, data, mark);
    if (!mark) return;
    this.#hooks.event(data.length);
    if (!begins && numberAfter(text, '"from":') > this.seen) this.gaps += 1;
    this.arrivals?.push(mark, steadyMs());
    const before = this.seen;
    if (mark <= before) return;
    this.seen = mark;
    this.#hooks.rose(this, before);
  }

  #lost(): void {
    this.closed = true;
    this.#acknowledger.close();
    this.#hooks.closed(this);
    if (this.#returning) void this.#comeBack();
  }

  async #comeBack(): Promise<void> {
    for (let attempt = 0; ; attempt += 1) {
      await new Promise((resolve) => setTimeout(resolve, waitMs(attempt, this.#windowMs)));
      const resume = this.#epoch && { resume: { epoch: this.#epoch, rev: this.seen } };
      const { auth } = this.#target;
      if (auth && resume) this.#target = { ...this.#target, auth: { ...auth, ...resume } };
      const opened = await this.open().then(
        () => true,
        () => false,
      );
      if (!opened) continue;
      this.closed = false;
      this.backAt = steadyMs();
      return;
    }
  }
}
