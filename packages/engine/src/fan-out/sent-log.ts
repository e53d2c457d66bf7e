/** When the last frames of a room went out and how large they were, so that an acknowledged head tells how far behind its sender is. */
import type { Rev } from '@parley/protocol';

/** Time over which the rate is taken, ms. */
const RATE_MS = 10_000;
/** Frames kept: those of a minute at twenty a second, and then some. */
const KEPT_MAX = 1_500;

interface Sent {
  readonly to: Rev;
  /** Steady time. */
  readonly at: number;
  /** Characters of all frames up to and with this one. */
  readonly sum: number;
}

export class SentLog {
  #sent: Sent[] = [];
  #sum = 0;
  /** Characters of the frames that are not in the log any more. */
  #forgotten = 0;

  add(to: Rev, at: number, characters: number): void {
    if (this.#sent.length >= KEPT_MAX) {
      this.#forgotten = this.#sent[KEPT_MAX / 2 - 1]?.sum ?? 0;
      this.#sent = this.#sent.slice(KEPT_MAX / 2);
    }
    this.#sum += characters;
    this.#sent.push({ to, at, sum: this.#sum });
  }

  /**
   * Steady time since which more than so many characters are sent beyond a revision; undefined when they are fewer. What is older than
   * the log counts from its beginning.
   */
  exceededAt(rev: Rev, characters: number): number | undefined {
    const before = this.#sumBefore(this.#firstAbove(rev));
    // The rule, for each connection once a second: it has acknowledged nearly all.
    if (this.#sum - before <= characters) return undefined;
    return this.#sent[this.#first(({ sum }) => sum - before > characters)]?.at;
  }

  /** Characters a second, over the last seconds. */
  rate(now: number): number {
    const before = this.#sumBefore(this.#first(({ at }) => at > now - RATE_MS));
    return ((this.#sum - before) * 1_000) / RATE_MS;
  }

  /** Steady time at which this revision was first sent; undefined when that is not known. */
  sentAt(rev: Rev): number | undefined {
    const at = this.#firstAbove(rev - 1);
    return at === 0 && this.#sent[0]?.to !== rev ? undefined : this.#sent[at]?.at;
  }

  clear(): void {
    this.#sent = [];
    this.#forgotten = this.#sum;
  }

  #sumBefore(place: number): number {
    return this.#sent[place - 1]?.sum ?? this.#forgotten;
  }

  #firstAbove(rev: Rev): number {
    return this.#first(({ to }) => to > rev);
  }

  /** Place of the first for which this holds, as it does for all after it. */
  #first(holds: (sent: Sent) => boolean): number {
    let [low, high] = [0, this.#sent.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      const sent = this.#sent[middle];
      if (sent && holds(sent)) high = middle;
      else low = middle + 1;
    }
    return low;
  }
}
