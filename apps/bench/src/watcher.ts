/** One viewer of a bench and what it saw, over all its lines. */
import { waitMs } from './backoff.ts';
import { steadyMs } from './clock.ts';
import { openViewer, type RawViewer, type ViewerTarget } from './raw-viewer.ts';

/** How far from its end an event names the pace of acknowledgements: it is the last thing in it. */
const PACE_WITHIN = 48;

export interface WatcherHooks {
  /** The highest mark rose. */
  rose(watcher: Watcher, before: number): void;
  event(bytes: number): void;
  closed(watcher: Watcher): void;
}

/** The number that follows a word in a text; 0 without it. */
function numberAfter(text: string, word: string, from = 0): number {
  const at = text.indexOf(word, from);
  return at < 0 ? 0 : Number.parseInt(text.slice(at + word.length, at + word.length + 16), 10) || 0;
}

/** How far an event takes a viewer: a frame's `to` or a page's `head` from Parley, the number after `#` from a peer. */
const markOf = (text: string): number => numberAfter(text, '"to":') || numberAfter(text, '"head":') || numberAfter(text, '#');

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
  #acknowledged = 0;
  #paceMs = 0;
  #timer: NodeJS.Timeout | undefined;
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
    const isWelcome = text.startsWith('["welcome"');
    if (isWelcome) this.#epoch = /"epoch":"([^"]+)"/.exec(text)?.[1];
    const windowMs = text.startsWith('["room-changed"') ? -1 : text.indexOf('"retryWindowMs":');
    if (windowMs >= 0) this.#windowMs = numberAfter(text, '"retryWindowMs":', windowMs);
    const pace = numberAfter(data.toString('latin1', Math.max(0, data.length - PACE_WITHIN)), '"acknowledgeEveryMs":');
    if (pace > 0) this.#acknowledgeEvery(pace);
    const mark = markOf(text);
    if (!mark) return;
    this.#hooks.event(data.length);
    if (!isWelcome && numberAfter(text, '"from":') > this.seen) this.gaps += 1;
    this.arrivals?.push(mark, steadyMs());
    const before = this.seen;
    if (mark <= before) return;
    this.seen = mark;
    this.#hooks.rose(this, before);
  }

  /** As Parley's client does: says from time to time up to where it has everything, when that moved. */
  #acknowledgeEvery(ms: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(
      () => {
        if (this.seen > this.#acknowledged && !this.viewer?.socket.isPaused) {
          this.#acknowledged = this.seen;
          this.viewer?.emit('acknowledge-head', { epoch: this.#epoch, rev: this.seen });
        }
        this.#acknowledgeEvery(this.#paceMs);
      },
      ms * (this.#paceMs === ms ? 1 : Math.random()),
    );
    this.#paceMs = ms;
  }

  #lost(): void {
    this.closed = true;
    clearTimeout(this.#timer);
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
