/**
 * Says whether the bus's line can be relied on: it is whole, and what this instance says comes back over it. A line that is open
 * and brings nothing is begun anew.
 */
import type { Bus, Clock, Log, Metrics, Timer } from '../ports/index.ts';

/** Silence after which an own beat is missed, ms: two of them, and what a busy loop holds up. */
const MISSED_MS = 1_200;
/** Silence of a whole line after which it is begun anew, ms; doubled each time up to the longest, since then it is not the line. */
const MUTE_MS = 3_000;
const MUTE_MAX_MS = 30_000;
/** A timer this late, ms, means that the process stood still and not the line. */
const STALLED_MS = 500;

export interface LineWatchParts {
  readonly bus: Bus;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
  /** Called at each change of `isSure`. */
  changed(): void;
}

export class LineWatch {
  readonly #parts: LineWatchParts;
  #isWhole = false;
  #wasWhole = false;
  #isSure = false;
  #missing: Timer | undefined;
  #mute: Timer | undefined;
  #muteMs = MUTE_MS;
  /** When it fell silent, if that was told of, steady ms. */
  #muteSince: number | undefined;

  constructor(parts: LineWatchParts) {
    this.#parts = parts;
  }

  /** False from the first sign of trouble until an own beat has come over a whole line. */
  get isSure(): boolean {
    return this.#isSure;
  }

  /** As the bus tells it. */
  line(isWhole: boolean): void {
    if (isWhole === this.#isWhole) return;
    this.#isWhole = isWhole;
    if (!isWhole) {
      this.close();
      this.#say(false);
      return;
    }
    if (this.#wasWhole) this.#parts.metrics.count('bus-reconnects');
    this.#wasWhole = true;
    this.#awaitBeat();
  }

  /** An own beat came back; `mark` is the steady time at which it was sent. One that took too long proves little: news took as long. */
  heard(mark: number): void {
    const { clock, metrics } = this.#parts;
    const lagMs = clock.steady() - mark;
    metrics.observe('bus-lag-ms', lagMs);
    if (!this.#isWhole) return;
    this.#muteMs = MUTE_MS;
    this.#awaitBeat();
    if (lagMs < MISSED_MS) this.#missing = clock.after(MISSED_MS - lagMs, () => this.#say(false));
    this.#say(lagMs < MISSED_MS);
  }

  close(): void {
    this.#missing?.cancel();
    this.#mute?.cancel();
  }

  #awaitBeat(): void {
    this.close();
    this.#muteIn(this.#muteMs);
  }

  #muteIn(ms: number): void {
    const { clock } = this.#parts;
    const due = clock.steady() + ms;
    this.#mute = clock.after(ms, () => {
      // A process that stood still first hears what waits for it.
      if (clock.steady() - due > STALLED_MS) this.#muteIn(MISSED_MS);
      else this.#renew();
    });
  }

  #renew(): void {
    const { bus, clock, log, metrics } = this.#parts;
    if (this.#muteSince === undefined) {
      this.#muteSince = clock.steady() - this.#muteMs;
      log.warn('bus-mute', { silentMs: this.#muteMs });
    }
    metrics.count('bus-renewals');
    this.#muteMs = Math.min(MUTE_MAX_MS, this.#muteMs * 2);
    this.#awaitBeat();
    bus.renew();
  }

  #say(isSure: boolean): void {
    if (isSure === this.#isSure) return;
    this.#isSure = isSure;
    if (isSure && this.#muteSince !== undefined) {
      const { clock, log } = this.#parts;
      log.warn('bus-back', { silentMs: Math.round(clock.steady() - this.#muteSince) });
      this.#muteSince = undefined;
    }
    this.#parts.changed();
  }
}
