import { describe, expect, it } from 'vitest';
import { limiterContract } from '../contract/limiter.contract.ts';
import { fakeClock } from './fake-clock.ts';
import { memoryLimiter } from './memory-limiter.ts';

limiterContract({ describe, it, expect }, async (rates) => {
  const clock = fakeClock();
  return { limiter: memoryLimiter(clock, rates), pass: clock.advance, close: async () => {} };
});

it('LIM-1 a flood of keys does not forget who is over the limit while there are others to forget', async () => {
  const clock = fakeClock();
  const limiter = memoryLimiter(clock, { votes: { burst: 1, everyMs: 60_000 }, reads: { burst: 2, everyMs: 10 } }, 16);
  expect((await limiter.take('votes', 'ann')).allowed).toBe(true);
  for (let i = 0; i < 200; i += 1) {
    await limiter.take('reads', `passer-by ${i}`);
    clock.spend(10);
  }
  expect((await limiter.take('votes', 'ann')).allowed).toBe(false);
});
