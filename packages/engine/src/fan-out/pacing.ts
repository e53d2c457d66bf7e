/** How many frames a second a room may send: one budget of processor time for the whole process, shared by the rooms that are busy. */
import type { Clock } from '../ports/index.ts';

/**
 * Part of one core that fan-out may take; the rest is for commits, answers and joins. Ten frames a second for 1,000 viewers where a
 * delivery takes 10 µs: faster than that nobody reads, and every frame less is saved for all.
 */
const CORE_SHARE = 0.1;
/** Above this nobody sees the difference. */
const FRAMES_MAX = 20;
/** Below this people would call it broken. */
const FRAMES_MIN = 1;
/** Cost of one delivery before the first measurement, in ms: what a socket write took on a plain machine. */
const FIRST_COST_MS = 0.02;
/** Weight of the newest measurement: steady after about ten frames. */
const NEWEST = 0.2;
/** Recipients from which a measurement counts in full; single writes are too short for the clock. */
const TRUSTED_RECIPIENTS = 50;

/** Frames per second for a room with that many recipients, at a cost per delivery in ms, when `busy` rooms share the budget. */
export function framesPerSecond(recipients: number, costMs: number, busy: number): number {
  const share = (CORE_SHARE * 1_000) / Math.max(1, busy);
  return Math.max(FRAMES_MIN, Math.min(FRAMES_MAX, share / Math.max(1e-6, recipients * costMs)));
}

export class Pacing {
  readonly clock: Clock;
  #costMs = FIRST_COST_MS;
  #busy = 0;

  constructor(clock: Clock) {
    this.clock = clock;
  }

  /** A room begins to have something to send. */
  begin(): void {
    this.#busy += 1;
  }

  end(): void {
    this.#busy -= 1;
  }

  /** Learns from one frame: how long its writes took, yields left out. */
  learn(recipients: number, spentMs: number): void {
    if (recipients === 0) return;
    const weight = NEWEST * Math.min(1, recipients / TRUSTED_RECIPIENTS);
    this.#costMs += weight * (spentMs / recipients - this.#costMs);
  }

  /** Least time from one frame of a room to its next, ms. */
  intervalMs(recipients: number): number {
    return 1_000 / framesPerSecond(recipients, this.#costMs, this.#busy);
  }
}
