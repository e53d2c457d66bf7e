/** Welcomes for people without a token, encoded once for all who begin alike: ten thousand come back at the same moment. */
import type { Welcome } from '@parley/protocol';
import type { Clock, EncodedEvent, EventEncoder } from '../ports/index.ts';

/** How old the time and the count in a shared welcome may be, ms. */
const FRESH_MS = 250;

interface Made {
  readonly at: number;
  readonly welcome: Welcome;
  readonly event: EncodedEvent;
}

export class Welcomes {
  readonly #clock: Clock;
  readonly #encoder: EventEncoder;
  readonly #made = new WeakMap<object, Made>();

  constructor(clock: Clock, encoder: EventEncoder) {
    this.#clock = clock;
    this.#encoder = encoder;
  }

  /** `shared` is the page or frame that the welcome holds; the same object means the same content. */
  encoded(shared: object, welcome: Welcome): EncodedEvent {
    const now = this.#clock.steady();
    const made = this.#made.get(shared);
    if (made && now - made.at < FRESH_MS && isAlike(made.welcome, welcome)) return made.event;
    const event = this.#encoder.encode('welcome', welcome);
    this.#made.set(shared, { at: now, welcome, event });
    return event;
  }
}

const isAlike = (a: Welcome, b: Welcome): boolean =>
  a.exists === b.exists &&
  a.watching === b.watching &&
  a.retryWindowMs === b.retryWindowMs &&
  a.acknowledgeEveryMs === b.acknowledgeEveryMs &&
  a.tokenRefused === b.tokenRefused;
