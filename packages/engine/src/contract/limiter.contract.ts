/** What every Limiter keeps. */
import type { Rate, RateName } from '@parley/protocol';
import type { Limiter } from '../ports/index.ts';
import type { TestApi } from './test-api.ts';

export interface LimiterUnderTest {
  readonly limiter: Limiter;
  /** Lets time pass for the limiter. */
  pass(ms: number): Promise<void>;
  close(): Promise<void>;
}

/** Rates that `make` is asked to put in force. */
const RATES = { writes: { burst: 3, everyMs: 1_000 }, votes: { burst: 1, everyMs: 200 } } as const;

export function limiterContract(
  { describe, it, expect }: TestApi,
  make: (rates: Partial<Record<RateName, Rate>>) => Promise<LimiterUnderTest>,
): void {
  const onLimiter = (body: (made: LimiterUnderTest) => Promise<void>) => async () => {
    const made = await make(RATES);
    try {
      await body(made);
    } finally {
      await made.close();
    }
  };

  const takeAll = async (limiter: Limiter, times: number): Promise<number> => {
    let taken = 0;
    for (let i = 0; i < times; i += 1) if ((await limiter.take('writes', 'ann')).allowed) taken += 1;
    return taken;
  };

  describe('a limiter', () => {
    it(
      'LIM-1 allows a burst, then one per interval, and says when',
      onLimiter(async ({ limiter, pass }) => {
        expect(limiter.rates.writes).toEqual(RATES.writes);
        expect(await takeAll(limiter, 5)).toBe(3);
        const refusal = await limiter.take('writes', 'ann');
        expect(refusal.allowed).toBe(false);
        if (refusal.allowed) return;
        expect(refusal.retryAfterMs).toBeGreaterThan(0);
        expect(refusal.retryAfterMs).toBeLessThanOrEqual(RATES.writes.everyMs);
        await pass(refusal.retryAfterMs);
        expect(await takeAll(limiter, 2)).toBe(1);
      }),
    );

    it(
      'LIM-1 keeps keys and names apart',
      onLimiter(async ({ limiter }) => {
        expect(await takeAll(limiter, 4)).toBe(3);
        expect((await limiter.take('writes', 'bob')).allowed).toBe(true);
        expect((await limiter.take('votes', 'ann')).allowed).toBe(true);
        expect((await limiter.take('votes', 'ann')).allowed).toBe(false);
      }),
    );

    it(
      'LIM-1 is full again after a while, and not fuller',
      onLimiter(async ({ limiter, pass }) => {
        await takeAll(limiter, 3);
        await pass(RATES.writes.everyMs * 20);
        expect(await takeAll(limiter, 6)).toBe(3);
      }),
    );

    it(
      'LIM-3 a refused try takes nothing',
      onLimiter(async ({ limiter, pass }) => {
        expect(await takeAll(limiter, 50)).toBe(3);
        await pass(RATES.writes.everyMs);
        expect((await limiter.take('writes', 'ann')).allowed).toBe(true);
      }),
    );

    it(
      'LIM-3 a permit that is given back can be taken again, and no more than was taken',
      onLimiter(async ({ limiter, pass }) => {
        await takeAll(limiter, 3);
        limiter.giveBack('writes', 'ann');
        await pass(0);
        expect(await takeAll(limiter, 2)).toBe(1);
        await pass(RATES.writes.everyMs * 3);
        limiter.giveBack('writes', 'ann');
        await pass(0);
        expect(await takeAll(limiter, 5)).toBe(3);
      }),
    );
  });
}
