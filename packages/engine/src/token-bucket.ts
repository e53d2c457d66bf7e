/** A token bucket as plain arithmetic: it holds `burst` permits and gains one each `everyMs`. */
import type { Rate } from '@parley/protocol';

/** Mutable on purpose: there may be one per person and one per connection. */
export interface TokenBucket {
  permits: number;
  /** Steady time of the last change, ms. */
  at: number;
}

export const fullBucket = (rate: Rate, at: number): TokenBucket => ({ permits: rate.burst, at });

function refill(bucket: TokenBucket, rate: Rate, at: number): void {
  bucket.permits = Math.min(rate.burst, bucket.permits + (at - bucket.at) / rate.everyMs);
  bucket.at = at;
}

/** Takes one permit; else takes nothing and returns the ms until there will be one. 0 means taken. */
export function takePermit(bucket: TokenBucket, rate: Rate, at: number): number {
  refill(bucket, rate, at);
  // Fractions of ms add up to a permit only nearly.
  if (bucket.permits >= 1 - 1e-9) {
    bucket.permits -= 1;
    return 0;
  }
  return Math.ceil((1 - bucket.permits) * rate.everyMs);
}

/** Puts a permit back that was taken for something that did not happen. */
export function giveBackPermit(bucket: TokenBucket, rate: Rate, at: number): void {
  refill(bucket, rate, at);
  bucket.permits = Math.min(rate.burst, bucket.permits + 1);
}

/** Whether the bucket is as good as a new one and need not be kept. */
export function isFull(bucket: TokenBucket, rate: Rate, at: number): boolean {
  return bucket.permits + (at - bucket.at) / rate.everyMs >= rate.burst;
}
