/** Answers of the store kept a moment for all who ask the same: bounded by age, number and size. */
import { CATCH_UP_MAX_CHARS, type RoomSlug } from '@parley/protocol';
import type { Clock } from '../ports/index.ts';

/** How old a shared answer may be, ms. */
const FRESH_MS = 1_000;
/** Characters of all that is kept, about as encoded: room for a hundred large pages a second, and no more memory than 32 MiB. */
const CHARS_MAX = 64 * CATCH_UP_MAX_CHARS;

interface Kept<T> {
  readonly room: RoomSlug;
  readonly answer: Promise<T>;
  /** Steady time when the read began. */
  readonly at: number;
  /** 0 until it is read. */
  chars: number;
}

export class KeptAnswers<T> {
  readonly #clock: Clock;
  readonly #most: number;
  readonly #charsOf: (answer: T) => number;
  // In order of reading.
  readonly #kept = new Map<string, Kept<T>>();
  #chars = 0;

  /** `most`: answers kept at most, which bounds a flood of different questions. */
  constructor(clock: Clock, most: number, charsOf: (answer: T) => number) {
    this.#clock = clock;
    this.#most = most;
    this.#charsOf = charsOf;
  }

  /** The answer to this question, while it is fresh. */
  get(key: string): Promise<T> | undefined {
    const kept = this.#kept.get(key);
    return kept && this.#clock.steady() - kept.at < FRESH_MS ? kept.answer : undefined;
  }

  /** Keeps the answer to a read that begins now, in place of an earlier one; one that fails is not kept. */
  keep(room: RoomSlug, key: string, answer: Promise<T>): void {
    this.#drop(key);
    const kept: Kept<T> = { room, answer, at: this.#clock.steady(), chars: 0 };
    this.#kept.set(key, kept);
    this.#sweep();
    answer.then(
      (read) => {
        if (this.#kept.get(key) !== kept) return;
        kept.chars = this.#charsOf(read);
        this.#chars += kept.chars;
        this.#sweep();
      },
      () => {
        if (this.#kept.get(key) === kept) this.#drop(key);
      },
    );
  }

  /** Nobody gets an answer about this room any more that was read before now. */
  forget(room: RoomSlug): void {
    for (const [key, kept] of this.#kept) if (kept.room === room) this.#drop(key);
  }

  #drop(key: string): void {
    this.#chars -= this.#kept.get(key)?.chars ?? 0;
    this.#kept.delete(key);
  }

  /** The last one stays whatever its size: a crowd that asks for it would else read it once each. */
  #sweep(): void {
    const now = this.#clock.steady();
    for (const [key, { at }] of this.#kept) {
      const isFull = this.#kept.size > this.#most || (this.#chars > CHARS_MAX && this.#kept.size > 1);
      if (now - at < FRESH_MS && !isFull) return;
      this.#drop(key);
    }
  }
}
