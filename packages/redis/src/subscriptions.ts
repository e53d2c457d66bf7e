/**
 * Which channels Redis sends us, against which ones we want. One round at a time subscribes what is missing or gives back what is
 * no longer wanted, so that the two never overtake each other for any channel, and what many rooms want at once goes together.
 */
import type { Clock, Log, Timer } from '@parley/engine';

/** What subscriptions need of a connection. Both resolve when Redis has confirmed. */
export interface SubscriberLine {
  subscribe(channels: readonly string[]): Promise<unknown>;
  unsubscribe(channels: readonly string[]): Promise<unknown>;
}

/** Channels of one round: Redis takes them in some 2 ms, and nothing else of the connection waits longer. */
export const ROUND_CHANNELS = 500;
/** How long a channel stays subscribed after its last user left, ms: people reload and come back. */
export const LINGER_MS = 30_000;
/**
 * How long a first subscription may take before its room opens without it, ms. The line then counts as broken until it is confirmed.
 */
export const CONFIRM_MS = 1_000;
/** Wait after a round that failed while the connection stayed, ms. */
export const RETRY_MS = 500;

interface Want {
  users: number;
  timer: Timer | undefined;
  /** Somebody relies on it: from now on it is missed when it is not there. */
  relied: boolean;
  waiting: (() => void)[];
}

export interface SubscriptionParts {
  readonly line: SubscriberLine;
  readonly clock: Clock;
  readonly log: Log;
  /** Called when it changes whether everything that is relied on is confirmed. */
  readonly onWhole: (isWhole: boolean) => void;
}

export class Subscriptions {
  readonly #parts: SubscriptionParts;
  readonly #wanted = new Map<string, Want>();
  /** Confirmed by Redis on the present connection. */
  readonly #confirmed = new Set<string>();
  /** Wanted and not confirmed. */
  readonly #missing = new Set<string>();
  /** Missing though somebody relies on it. */
  readonly #owed = new Set<string>();
  /** Confirmed and no longer wanted. */
  readonly #surplus = new Set<string>();
  /** Counts connections; what a round of an earlier one brings is void. */
  #connection = 0;
  #isUp = false;
  #isWorking = false;
  #isWhole = false;
  #retry: Timer | undefined;

  constructor(parts: SubscriptionParts) {
    this.#parts = parts;
  }

  get isWhole(): boolean {
    return this.#isWhole;
  }

  /**
   * Takes part in a channel. Resolves when Redis has confirmed it; when there is no connection at once, and when Redis does not
   * answer after `CONFIRM_MS`: then the line counts as broken until it is confirmed.
   */
  acquire(channel: string): Promise<void> {
    const want = this.#wanted.get(channel) ?? { users: 0, timer: undefined, relied: false, waiting: [] };
    this.#wanted.set(channel, want);
    want.users += 1;
    this.#surplus.delete(channel);
    if (want.relied) want.timer?.cancel();
    if (this.#confirmed.has(channel)) want.relied = true;
    else this.#missing.add(channel);
    if (!want.relied && !this.#isUp) this.#rely(channel, want);
    if (want.relied) return Promise.resolve();
    want.timer ??= this.#parts.clock.after(CONFIRM_MS, () => {
      this.#rely(channel, want);
      this.#tell();
    });
    const confirmed = new Promise<void>((resolve) => want.waiting.push(resolve));
    this.#look();
    return confirmed;
  }

  /** Leaves a channel. */
  release(channel: string): void {
    const want = this.#wanted.get(channel);
    if (!want || want.users === 0) return;
    want.users -= 1;
    if (want.users > 0) return;
    want.timer?.cancel();
    want.timer = this.#parts.clock.after(LINGER_MS, () => this.#forget(channel, want));
  }

  /** The connection takes commands: everything wanted is subscribed anew. */
  up(): void {
    this.down();
    this.#isUp = true;
    this.#look();
  }

  /** The connection is gone, and with it all it had subscribed. */
  down(): void {
    this.#connection += 1;
    this.#isUp = false;
    this.#isWorking = false;
    this.#retry?.cancel();
    this.#retry = undefined;
    this.#confirmed.clear();
    this.#surplus.clear();
    for (const [channel, want] of this.#wanted) {
      this.#missing.add(channel);
      this.#rely(channel, want);
    }
    this.#tell();
  }

  close(): void {
    for (const [channel, want] of this.#wanted) {
      want.timer?.cancel();
      this.#rely(channel, want);
    }
    this.#wanted.clear();
    this.down();
  }

  #look(): void {
    this.#tell();
    if (this.#isWorking || !this.#isUp || this.#retry) return;
    const { line } = this.#parts;
    const missing = firstOf(this.#missing);
    if (missing.length > 0) {
      this.#round(line.subscribe(missing), () => this.#confirm(missing));
      return;
    }
    const surplus = firstOf(this.#surplus);
    if (surplus.length === 0) return;
    for (const channel of surplus) {
      this.#surplus.delete(channel);
      // Before Redis knows: from now on nothing is certain to come.
      this.#confirmed.delete(channel);
    }
    this.#round(line.unsubscribe(surplus), () => {});
  }

  #round(work: Promise<unknown>, done: () => void): void {
    const connection = this.#connection;
    const settled = (next: () => void) => (): void => {
      if (connection !== this.#connection) return;
      this.#isWorking = false;
      next();
      this.#look();
    };
    this.#isWorking = true;
    work.then(settled(done), (error) => {
      settled(() => {
        this.#parts.log.warn('subscribe-failed', { error: String(error) });
        this.#retry = this.#parts.clock.after(RETRY_MS, () => {
          this.#retry = undefined;
          this.#look();
        });
      })();
    });
  }

  #confirm(channels: readonly string[]): void {
    for (const channel of channels) {
      this.#confirmed.add(channel);
      this.#missing.delete(channel);
      this.#owed.delete(channel);
      const want = this.#wanted.get(channel);
      if (want) this.#rely(channel, want);
      else this.#surplus.add(channel);
    }
  }

  /** Lets those go on who wait for the channel; until it is confirmed it is owed to them. */
  #rely(channel: string, want: Want): void {
    if (!this.#confirmed.has(channel)) this.#owed.add(channel);
    if (want.relied) return;
    want.relied = true;
    if (want.users > 0) want.timer?.cancel();
    for (const resolve of want.waiting.splice(0)) resolve();
  }

  #forget(channel: string, want: Want): void {
    // Who came back meanwhile has cancelled the timer; this look costs nothing.
    if (want.users > 0 || this.#wanted.get(channel) !== want) return;
    this.#wanted.delete(channel);
    this.#missing.delete(channel);
    this.#owed.delete(channel);
    if (this.#confirmed.has(channel)) this.#surplus.add(channel);
    this.#look();
  }

  #tell(): void {
    const isWhole = this.#isUp && this.#owed.size === 0;
    if (isWhole === this.#isWhole) return;
    this.#isWhole = isWhole;
    this.#parts.onWhole(isWhole);
  }
}

/** As many as one round takes, the longest waiting first. */
function firstOf(channels: ReadonlySet<string>): string[] {
  const first: string[] = [];
  for (const channel of channels) {
    if (first.length === ROUND_CHANNELS) break;
    first.push(channel);
  }
  return first;
}
