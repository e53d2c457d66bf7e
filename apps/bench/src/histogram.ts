/** Counts of times, small enough to be sent from process to process and added up without loss. */

/** Width of a bucket, ms. */
const BUCKET_MS = 0.1;

/** Pairs of bucket and count, as they travel. */
export type SentHistogram = readonly (readonly [bucket: number, count: number])[];

export class Histogram {
  readonly #counts = new Map<number, number>();
  count = 0;

  add(ms: number, times = 1): void {
    const bucket = Math.max(0, Math.round(ms / BUCKET_MS));
    this.#counts.set(bucket, (this.#counts.get(bucket) ?? 0) + times);
    this.count += times;
  }

  addAll(sent: SentHistogram): this {
    for (const [bucket, count] of sent) this.add(bucket * BUCKET_MS, count);
    return this;
  }

  /** The time in ms below or at which the share `p` (0 to 1) lies (nearest rank); NaN when empty. */
  percentile(p: number): number {
    const rank = Math.max(1, Math.ceil(p * this.count));
    let passed = 0;
    for (const [bucket, count] of this.#sorted()) {
      passed += count;
      if (passed >= rank) return bucket * BUCKET_MS;
    }
    return Number.NaN;
  }

  get max(): number {
    return this.percentile(1);
  }

  /** How many are above a time. */
  above(ms: number): number {
    return this.#sorted().reduce((sum, [bucket, count]) => (bucket * BUCKET_MS > ms ? sum + count : sum), 0);
  }

  send(): SentHistogram {
    return [...this.#counts];
  }

  #sorted(): (readonly [number, number])[] {
    return [...this.#counts].sort(([a], [b]) => a - b);
  }
}

export const histogramOf = (...sent: readonly SentHistogram[]): Histogram =>
  sent.reduce((all, one) => all.addAll(one), new Histogram());
