import type { Clock, Limiter } from '@parley/engine';
import { limiterContract } from '@parley/engine/contract';
import { fakeClock } from '@parley/engine/memory';
import { type Redis, startRedis } from '@parley/topology';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { redisLimiter } from '../src/redis-limiter.ts';
import { connect, type Line, names, ready, systemClock } from './ends.ts';

let redis: Redis;
const lines: Line[] = [];
beforeAll(async () => {
  redis = await startRedis();
});
afterEach(async () => {
  for (const line of lines.splice(0)) {
    if (line.commands.status === 'ready') await line.commands.flushall();
    line.close();
  }
});
afterAll(() => redis.close());

async function open(): Promise<Line> {
  const line = connect(redis.url);
  lines.push(line);
  await ready(line.commands);
  return line;
}

limiterContract({ describe, it, expect }, async (rates) => {
  const clock = fakeClock();
  const { commands } = await open();
  const limiter = redisLimiter({ commands, names, clock, rates, time: 'clock' });
  return { limiter, pass: clock.advance, close: async () => {} };
});

const RATES = { writes: { burst: 8, everyMs: 3_600_000 } };
const shared = ({ commands }: Line, clock: Clock = systemClock): Limiter =>
  redisLimiter({ commands, names, clock, rates: RATES });

async function taken(limiter: Limiter, times: number, key = 'ann'): Promise<number> {
  let count = 0;
  for (let i = 0; i < times; i += 1) if ((await limiter.take('writes', key)).allowed) count += 1;
  return count;
}

it("LIM-1 instances draw from one bucket, which fills by Redis' time and is not kept for ever", async () => {
  const [here, there] = [await open(), await open()];
  const limiters = [shared(here), shared(there)] as const;
  expect(await taken(limiters[0], 5)).toBe(5);
  expect(await taken(limiters[1], 5)).toBe(3);
  const refusal = await limiters[0].take('writes', 'ann');
  expect(refusal).toEqual({ allowed: false, retryAfterMs: expect.any(Number) });
  if (!refusal.allowed) expect(Math.abs(refusal.retryAfterMs - RATES.writes.everyMs)).toBeLessThan(60_000);
  const ttl = await here.commands.pttl(names.bucket('writes', 'ann'));
  expect(ttl).toBeGreaterThan(7 * RATES.writes.everyMs);
  expect(ttl).toBeLessThan(9 * RATES.writes.everyMs);
});

it('LIM-1 a time that goes back fills nothing', async () => {
  const clocks = [fakeClock({ now: 1e12 }), fakeClock({ now: 1e12 - 1e9 })] as const;
  const limiters = await Promise.all(
    clocks.map(async (clock) => {
      const { commands } = await open();
      return redisLimiter({ commands, names, clock, rates: RATES, time: 'clock' });
    }),
  );
  expect(await taken(limiters[0]!, 8)).toBe(8);
  for (const limiter of [limiters[1]!, limiters[0]!]) expect(await taken(limiter, 1)).toBe(0);
});

it('LIM-5 without Redis a quarter is allowed and no more, and what was taken before counts', async () => {
  const line = await open();
  const limiter = shared(line);
  expect(await taken(limiter, 8, 'busy')).toBe(8);
  const gone = new Promise((resolve) => line.commands.once('close', resolve));
  await redis.kill();
  await gone;
  expect(await taken(limiter, 20, 'busy')).toBe(0);
  expect(await taken(limiter, 20, 'new')).toBe(2);
  const refusal = await limiter.take('writes', 'new');
  expect(refusal.allowed).toBe(false);
  if (!refusal.allowed) expect(refusal.retryAfterMs).toBeGreaterThan(0);
  limiter.giveBack('writes', 'new');
  expect(await taken(limiter, 20, 'new')).toBe(1);
  await redis.start();
  await ready(line.commands);
  // A new Redis is empty: what it allows is the shared rate again.
  expect(await taken(limiter, 20, 'busy')).toBe(8);
});

it('LIM-5 with a Redis that was never there a quarter is allowed, without a wait', async () => {
  // No one listens on port 1.
  const line = connect('redis://127.0.0.1:1');
  lines.push(line);
  // A clock that stands still: whoever waited for it would hang.
  const limiter = shared(line, fakeClock());
  expect(await taken(limiter, 20)).toBe(2);
  limiter.giveBack('writes', 'ann');
  expect(await taken(limiter, 20)).toBe(1);
});

it('LIM-5 a Redis that hangs is waited for once, then the local bucket answers at once', async () => {
  const { commands } = await open();
  const clock = fakeClock({ turn: () => new Promise((resolve) => setImmediate(resolve)) });
  const limiter = redisLimiter({ commands, names, clock, rates: RATES });
  // Known to Redis from here on, so that the late take is one command.
  await limiter.take('writes', 'another');
  redis.freeze(true);
  try {
    const first = limiter.take('writes', 'ann');
    await clock.advance(299);
    expect(await Promise.race([first, 'waits'])).toBe('waits');
    await clock.advance(1);
    expect(await first).toEqual({ allowed: true });
    expect(await taken(limiter, 20)).toBe(1);
  } finally {
    redis.freeze(false);
  }
  await commands.ping();
  expect(await taken(limiter, 20)).toBe(0);
  await clock.advance(1_000);
  expect(await taken(limiter, 20)).toBe(7);
});
