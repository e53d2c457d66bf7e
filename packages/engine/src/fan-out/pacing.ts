/**
 * How often rooms may send: one budget of processor time for the whole process. Every frame is paid for by its recipients times the
 * measured cost of a delivery, and the next one of any busy room goes when that is paid. Rooms take turns, so all viewers of busy
 * rooms see about the same number of frames a second, whether they are ten in a room or ten thousand.
 */
import type { Clock, Timer } from '../ports/index.ts';

/**
 * Part of one core that fan-out may take; the rest is for commits, answers and joins. Ten frames a second for 1,000 viewers where a
 * delivery takes 10 µs: faster than that nobody reads, and every frame less is saved for all.
 */
const CORE_SHARE = 0.1;
/** Least time between two frames of a room, ms: twenty a second, above which nobody sees the difference. */
const FRAME_LEAST_MS = 50;
/** Longest wait of a room for its next frame, ms, whatever the budget says: longer, and people would call it broken. */
const FRAME_MOST_MS = 1_000;
/** Cost of one delivery before the first measurement, in ms: what a socket write took on a plain machine. */
const FIRST_COST_MS = 0.02;
/** Weight of the newest measurement: steady after about ten frames. */
const NEWEST = 0.2;
/** Recipients from which a measurement counts in full; single writes are too short for the clock. */
const TRUSTED_RECIPIENTS = 50;

/** A room's place in the line for its next frame. */
export interface Turn {
  /** Resolves when the frame may go. */
  readonly over: Promise<void>;
  /** Goes now, whatever the pace. */
  cut(): void;
}

interface Waiting {
  /** Steady time at which the room's last frame began. */
  readonly last: number;
  readonly recipients: number;
  go(): void;
}

export class Pacing {
  readonly #clock: Clock;
  #costMs = FIRST_COST_MS;
  /** Steady time at which all that was sent is paid for. */
  #paidAt = Number.NEGATIVE_INFINITY;
  // First come, first served.
  #line: Waiting[] = [];
  #timer: Timer | undefined;
  /** Steady time at which the timer fires. */
  #timerAt = Number.POSITIVE_INFINITY;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Measured cost of one delivery, ms. */
  get costMs(): number {
    return this.#costMs;
  }

  /**
   * Asks for the next frame of a room whose last one began at `last`. Undefined: now, as for a quiet room (FAN-1). Each turn is
   * paid for when it is given.
   */
  turn(last: number, recipients: number): Turn | undefined {
    const now = this.#clock.steady();
    if (now >= last + FRAME_MOST_MS || (this.#line.length === 0 && this.#dueAt(last) <= now)) {
      this.#pay(now, recipients);
      return undefined;
    }
    let go = () => {};
    const over = new Promise<void>((resolve) => {
      go = resolve;
    });
    const waiting = { last, recipients, go };
    this.#line.push(waiting);
    this.#wakeAt(this.#dueAt(last));
    return { over, cut: () => this.#leave(waiting) };
  }

  /** Learns from one frame: how long its writes took, yields left out. Smoothed, so that one pause of the process is no verdict. */
  learn(recipients: number, spentMs: number): void {
    if (recipients === 0) return;
    const weight = NEWEST * Math.min(1, recipients / TRUSTED_RECIPIENTS);
    this.#costMs += weight * (spentMs / recipients - this.#costMs);
  }

  #dueAt(last: number): number {
    return Math.min(last + FRAME_MOST_MS, Math.max(last + FRAME_LEAST_MS, this.#paidAt));
  }

  #pay(now: number, recipients: number): void {
    this.#paidAt = Math.max(this.#paidAt, now) + (recipients * this.#costMs) / CORE_SHARE;
  }

  #leave(waiting: Waiting): void {
    this.#line = this.#line.filter((each) => each !== waiting);
    if (this.#line.length === 0) this.#rest();
    waiting.go();
  }

  /** Only ever earlier: what is not due yet then is looked at again. */
  #wakeAt(at: number): void {
    if (at >= this.#timerAt) return;
    this.#timer?.cancel();
    this.#timerAt = at;
    this.#timer = this.#clock.after(Math.max(0, at - this.#clock.steady()), () => this.#release());
  }

  #rest(): void {
    this.#timer?.cancel();
    this.#timerAt = Number.POSITIVE_INFINITY;
  }

  #release(): void {
    this.#timerAt = Number.POSITIVE_INFINITY;
    const now = this.#clock.steady();
    const left: Waiting[] = [];
    let soonest = Number.POSITIVE_INFINITY;
    for (const waiting of this.#line) {
      if (this.#dueAt(waiting.last) <= now) {
        // Whoever comes after it in the line is due later by what this one costs.
        this.#pay(now, waiting.recipients);
        waiting.go();
      } else left.push(waiting);
    }
    this.#line = left;
    for (const { last } of left) soonest = Math.min(soonest, this.#dueAt(last));
    if (left.length > 0) this.#wakeAt(soonest);
  }
}
