/** Limiter of one process. */
import { RATES, type Rate, type RateName } from '@parley/protocol';
import type { Clock, Limiter } from '../ports/index.ts';
import { fullBucket, giveBackPermit, isFull, type TokenBucket, takePermit } from '../token-bucket.ts';

/** Keys kept at most, some 10 MB. Above it full buckets go first, then those unused longest. */
const KEYS_MAX = 100_000;

/** `rates` replace the defaults one by one; `keysMax` bounds the memory, whoever makes up keys. */
export function memoryLimiter(clock: Clock, rates: Partial<Record<RateName, Rate>> = {}, keysMax = KEYS_MAX): Limiter {
  const inForce: Record<RateName, Rate> = { ...RATES, ...rates };
  // In order of last use.
  const buckets = new Map<string, { readonly name: RateName; readonly bucket: TokenBucket }>();

  function makeSpace(at: number): void {
    for (const [id, { name, bucket }] of buckets) if (isFull(bucket, inForce[name], at)) buckets.delete(id);
    // Forgetting a bucket is generous, so a flood of keys must forget as few as it can: an eighth.
    if (buckets.size < keysMax) return;
    let surplus = Math.ceil(keysMax / 8);
    for (const id of buckets.keys()) {
      if (surplus-- <= 0) break;
      buckets.delete(id);
    }
  }

  function used(name: RateName, key: string, at: number): TokenBucket {
    const id = `${name} ${key}`;
    const known = buckets.get(id);
    if (known) buckets.delete(id);
    else if (buckets.size >= keysMax) makeSpace(at);
    const entry = known ?? { name, bucket: fullBucket(inForce[name], at) };
    buckets.set(id, entry);
    return entry.bucket;
  }

  return {
    rates: inForce,
    async take(name, key) {
      const at = clock.steady();
      const retryAfterMs = takePermit(used(name, key, at), inForce[name], at);
      return retryAfterMs === 0 ? { allowed: true } : { allowed: false, retryAfterMs };
    },
    giveBack(name, key) {
      const at = clock.steady();
      giveBackPermit(used(name, key, at), inForce[name], at);
    },
  };
}
