import { type Refusal, refuse } from '@parley/protocol';
import type { Limiter } from '../ports/index.ts';
import type { Bucket } from './attempt.ts';

/**
 * One permit from each bucket, or none (LIM-3): they are asked at the same time, which costs one round trip where they are far
 * away, and what was granted is given back when another refused. For that moment a bucket may seem emptier than it is.
 */
export async function takePermits(limiter: Limiter, buckets: readonly Bucket[]): Promise<Refusal | undefined> {
  const permits = await Promise.all(buckets.map(({ name, key }) => limiter.take(name, key)));
  const waits = permits.flatMap((permit) => (permit.allowed ? [] : [permit.retryAfterMs]));
  if (waits.length === 0) return undefined;
  buckets.forEach(({ name, key }, i) => {
    if (permits[i]?.allowed) limiter.giveBack(name, key);
  });
  return refuse('slow-down', { retryAfterMs: Math.max(...waits) });
}
