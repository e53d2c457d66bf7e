/** When the last frames of a room went out and how large they were, so that an acknowledged head tells how far behind its sender is. */
import type { Rev } from '@parley/protocol';

/** Frames kept: those of a minute at twenty a second, and then some. */
const KEPT_MAX = 1_500;

interface Sent {
  readonly to: Rev;
  /** Steady time. */
  readonly at: number;
  /** Characters of all frames up to and with this one. */
  readonly sum: number;
}

/** What was sent beyond a revision. */
export interface Beyond {
  /** Steady time of the first of it. */
  readonly since: number;
  readonly characters: number;
}

export class SentLog {
  #sent: Sent[] = [];

  add(to: Rev, at: number, characters: number): void {
    if (this.#sent.length >= KEPT_MAX) this.#sent = this.#sent.slice(KEPT_MAX / 2);
    this.#sent.push({ to, at, sum: (this.#sent.at(-1)?.sum ?? 0) + characters });
  }

  /** Undefined when nothing was. What is older than the log counts from its beginning. */
  beyond(rev: Rev): Beyond | undefined {
    const at = this.#firstAbove(rev);
    const [first, last] = [this.#sent[at], this.#sent.at(-1)];
    if (!first || !last) return undefined;
    return { since: first.at, characters: last.sum - (this.#sent[at - 1]?.sum ?? 0) };
  }

  /** Steady time at which this revision was first sent; undefined when that is not known. */
  sentAt(rev: Rev): number | undefined {
    const at = this.#firstAbove(rev - 1);
    return at === 0 && this.#sent[0]?.to !== rev ? undefined : this.#sent[at]?.at;
  }

  clear(): void {
    this.#sent = [];
  }

  #firstAbove(rev: Rev): number {
    let [low, high] = [0, this.#sent.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#sent[middle]?.to ?? 0) > rev) high = middle;
      else low = middle + 1;
    }
    return low;
  }
}
