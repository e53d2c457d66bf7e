/** Asks for the heads again and again for as long as news may be missing, and once more when they can be relied on again. */
import type { Clock, Random, Timer } from '../ports/index.ts';
import type { HeadQuery } from './head-query.ts';

/** From one answer to the next question, ms; a fifth of it more or less by chance, so that instances do not ask together. */
const POLL_MS = 1_000;
const SPREAD = 0.2;

export interface HeadPollingParts {
  readonly query: HeadQuery;
  readonly clock: Clock;
  readonly random: Random;
}

export class HeadPolling {
  readonly #parts: HeadPollingParts;
  #timer: Timer | undefined;
  /** Counts the times it was begun, so that an answer to an earlier one goes on with nothing. */
  #turn = 0;
  #isOn = false;

  constructor(parts: HeadPollingParts) {
    this.#parts = parts;
  }

  set(isWanted: boolean): void {
    if (isWanted === this.#isOn) return;
    this.#isOn = isWanted;
    this.#turn += 1;
    this.#timer?.cancel();
    // What was said between the last answer and now may have been lost.
    if (isWanted) this.#after(SPREAD * POLL_MS * this.#parts.random.next());
    else void this.#parts.query.ask();
  }

  close(): void {
    this.#isOn = false;
    this.#turn += 1;
    this.#timer?.cancel();
  }

  #after(ms: number): void {
    const turn = this.#turn;
    this.#timer = this.#parts.clock.after(ms, async () => {
      await this.#parts.query.ask();
      if (turn === this.#turn) this.#after(POLL_MS * (1 - SPREAD + 2 * SPREAD * this.#parts.random.next()));
    });
  }
}
