/**
 * Token buckets in Redis, one hash each. Beside them every bucket has a stricter one in this process that is drawn from as well: when
 * Redis is away it decides alone, and knows what was taken before.
 */
import { createHash } from 'node:crypto';
import type { Clock, Limiter, Permit } from '@parley/engine';
import { memoryLimiter } from '@parley/engine/memory';
import { RATES, type Rate, type RateName } from '@parley/protocol';
import type { Redis } from 'ioredis';
import type { Names } from './channels.ts';

/** How long an answer may take, ms; the person waits for it. */
const ANSWER_MS = 300;
/** After an answer that did not come in time, how long Redis is not asked, ms: the next person does not wait as well. */
const REST_MS = 1_000;
/** The local buckets are smaller and slower by this: as many instances alone let through what they may together. */
const STRICTER = 4;

/**
 * The engine's token bucket, in Redis: KEYS bucket; ARGV burst, ms per permit, "take" or "give", time in ms or "" for Redis' own.
 * Answers the ms until the next permit, 0 for done. A clock that goes back gives nothing; a full bucket is not kept.
 */
const SCRIPT = `
local burst, every, now = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[4])
if not now then
  local time = redis.call('TIME')
  now = time[1] * 1000 + time[2] / 1000
end
local bucket = redis.call('HMGET', KEYS[1], 'permits', 'at')
local permits, at = tonumber(bucket[1]) or burst, tonumber(bucket[2]) or now
if now > at then
  permits, at = permits + (now - at) / every, now
end
permits = math.min(burst, permits)
if ARGV[3] == 'give' then
  permits = math.min(burst, permits + 1)
elseif permits >= 1 - 1e-9 then
  permits = permits - 1
else
  return math.ceil((1 - permits) * every)
end
if permits >= burst then
  redis.call('DEL', KEYS[1])
else
  redis.call('HSET', KEYS[1], 'permits', permits, 'at', at)
  redis.call('PEXPIRE', KEYS[1], math.ceil((burst - permits) * every) + 1000)
end
return 0`;
const SCRIPT_SHA = createHash('sha1').update(SCRIPT).digest('hex');

export interface RedisLimiterParts {
  readonly commands: Redis;
  readonly names: Names;
  readonly clock: Clock;
  /** Replace the defaults one by one. */
  readonly rates?: Partial<Record<RateName, Rate>>;
  /** Whose time fills the buckets. Redis' own by default, since instances' clocks differ. */
  readonly time?: 'redis' | 'clock';
}

/** Limits that all instances share. A take answers within `ANSWER_MS`, whatever Redis does. */
export function redisLimiter({ commands, names, clock, rates = {}, time = 'redis' }: RedisLimiterParts): Limiter {
  const inForce: Record<RateName, Rate> = { ...RATES, ...rates };
  const local = memoryLimiter(clock, stricter(inForce));
  let restUntil = Number.NEGATIVE_INFINITY;

  const mayAsk = (): boolean => commands.status === 'ready' && clock.steady() >= restUntil;

  async function ask(name: RateName, key: string, act: 'take' | 'give'): Promise<number> {
    const { burst, everyMs } = inForce[name];
    const now = time === 'clock' ? clock.now() : '';
    const given = [names.bucket(name, key), burst, everyMs, act, now] as const;
    const run = (): Promise<unknown> => commands.evalsha(SCRIPT_SHA, 1, ...given);
    const answer = await run().catch(async (error: Error) => {
      // A Redis that was started anew does not know it.
      if (!error.message.startsWith('NOSCRIPT')) throw error;
      await commands.script('LOAD', SCRIPT);
      return run();
    });
    if (typeof answer !== 'number') throw new Error('The script of the limits answered something else.');
    return answer;
  }

  /** Undefined when Redis did not answer in time. */
  async function answerInTime(name: RateName, key: string): Promise<number | undefined> {
    const wait = await new Promise<number | undefined>((resolve) => {
      const late = clock.after(ANSWER_MS, () => resolve(undefined));
      ask(name, key, 'take')
        .catch(() => undefined)
        .then((answer) => {
          late.cancel();
          resolve(answer);
        });
    });
    if (wait === undefined) restUntil = clock.steady() + REST_MS;
    return wait;
  }

  return {
    rates: inForce,
    async take(name, key): Promise<Permit> {
      const alone = await local.take(name, key);
      const wait = mayAsk() ? await answerInTime(name, key) : undefined;
      if (wait === undefined) return alone;
      if (wait === 0) return { allowed: true };
      if (alone.allowed) local.giveBack(name, key);
      return { allowed: false, retryAfterMs: wait };
    },
    giveBack(name, key) {
      local.giveBack(name, key);
      // Without an answer the permit is lost to its person until the bucket fills.
      if (mayAsk()) ask(name, key, 'give').catch(() => {});
    },
  };
}

function stricter(rates: Readonly<Record<RateName, Rate>>): Partial<Record<RateName, Rate>> {
  const entries = Object.entries(rates).map(([name, { burst, everyMs }]) => [
    name,
    { burst: Math.max(1, Math.floor(burst / STRICTER)), everyMs: everyMs * STRICTER },
  ]);
  return Object.fromEntries(entries);
}
