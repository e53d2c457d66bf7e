/**
 * Turns of the event loop that all rooms of a process share: a thousand small fan-outs at once hold up an answer no longer than one
 * large one does (FAN-4).
 */
import type { Clock } from '../ports/index.ts';

/** Time of all fan-outs together before other work runs, ms: what an answer may be held up. */
export const TURN_MS = 4;

export class Turns {
  readonly clock: Clock;
  #next: Promise<void> | undefined;
  #ends = Number.NEGATIVE_INFINITY;

  constructor(clock: Clock) {
    this.clock = clock;
  }

  /** Whether the time of the present turn is used up. */
  isOver(now: number): boolean {
    return now >= this.#ends;
  }

  /** Resolves in the next turn, for all who wait in the order in which they asked. */
  next(): Promise<void> {
    this.#next ??= this.clock.yield().then(() => {
      this.#next = undefined;
      this.#ends = this.clock.steady() + TURN_MS;
    });
    return this.#next;
  }
}
