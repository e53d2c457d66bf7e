/**
 * Revisions to which a resume is rounded down, so that people who dropped out together get the same bytes. A part that comes
 * twice is harmless: per part the highest revision wins.
 */
import type { Rev } from '@parley/protocol';
import type { Clock } from '../ports/index.ts';

/** Least time between two checkpoints, ms: what a resumer may get again. */
const EVERY_MS = 1_000;
/** Checkpoints kept: a resume older than two minutes is rounded to nothing and answered for itself. */
const KEPT = 120;
/** Step to which a position is rounded that only the store can answer. */
const STORE_STEP = 64;

/** Rounds a position for a read of the store. */
export const storeCheckpoint = (rev: Rev): Rev => rev - (rev % STORE_STEP);

export class Checkpoints {
  readonly #clock: Clock;
  #revs: Rev[] = [];
  #laidAt = Number.NEGATIVE_INFINITY;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** To be called with the cursor before it moves. */
  lay(cursor: Rev): void {
    const now = this.#clock.steady();
    if (now - this.#laidAt < EVERY_MS) return;
    this.#laidAt = now;
    this.#revs.push(cursor);
    if (this.#revs.length > KEPT) this.#revs.shift();
  }

  clear(): void {
    this.#revs = [];
  }

  /** The latest checkpoint at or below `rev` and at or above `floor`; `rev` itself when there is none. */
  roundDown(rev: Rev, floor: Rev): Rev {
    for (let i = this.#revs.length - 1; i >= 0; i -= 1) {
      const laid = this.#revs[i] ?? 0;
      if (laid <= rev) return laid >= floor ? laid : rev;
    }
    return rev;
  }
}
