/** What can happen to Redis. */
import type { Redis } from '@parley/topology';
import { delay } from '../delay.ts';
import { KEYS_MARK } from '../history/lines.ts';
import type { Fault } from './fault.ts';

export const redisRestart: Fault = {
  name: 'redis-restart',
  says: 'Redis is killed and comes back empty, up to 4 s later.',
  reaches: ['bus-reconnects', 'head-queries'],
  async strike({ world, say, spell }) {
    say('Redis is killed');
    await world.cluster.redis.kill();
    await spell(100, 4_000);
    await world.cluster.redis.start();
    say('Redis is there again');
  },
};

/** All names in one line. */
const NAMES = "return {ok = table.concat(redis.call('KEYS', '*'), ' ')}";
/** How long the instances may take to say again what they need, ms: they repeat their counts every 10 s. */
const ANEW_MAX_MS = 12_000;
const LOOK_EVERY_MS = 50;

const namesIn = async (redis: Redis) => (await redis.command('EVAL', NAMES, '0')).split(' ').filter((name) => name !== '');

export const redisFlush: Fault = {
  name: 'redis-flush',
  says: '`FLUSHALL`.',
  reaches: ['keys-made-anew'],
  async strike({ world, say, recorder }) {
    const { redis } = world.cluster;
    await redis.command('SET', KEYS_MARK, '1');
    const before = await namesIn(redis);
    say('FLUSHALL');
    await redis.command('FLUSHALL');
    const until = recorder.now() + ANEW_MAX_MS;
    let after = await namesIn(redis);
    while (!after.some((name) => before.includes(name)) && recorder.now() < until) {
      await delay(LOOK_EVERY_MS);
      after = await namesIn(redis);
    }
    recorder.record({ kind: 'keys', before, after });
  },
};

export const redisCut: Fault = {
  name: 'redis-cut',
  says: '`CLIENT KILL TYPE pubsub`: every subscription is cut at once.',
  reaches: ['bus-reconnects', 'head-queries'],
  async strike({ world, say }) {
    say('CLIENT KILL TYPE pubsub');
    await world.cluster.redis.command('CLIENT', 'KILL', 'TYPE', 'pubsub');
  },
};

/** In turn, ms: longer than instances bear a mute line, and shorter. */
const PAUSE_MS = [
  { least: 3_500, most: 5_000 },
  { least: 500, most: 3_500 },
] as const;

export const redisPause: Fault = {
  name: 'redis-pause',
  says: '`CLIENT PAUSE` for up to 5 s: connections stay open and nothing is done.',
  reaches: ['head-queries', 'bus-renewals'],
  async strike({ world, say, chance, spell }, count) {
    const { least, most } = PAUSE_MS[(count - 1) % 2] as (typeof PAUSE_MS)[number];
    const ms = Math.round(least + chance() * (most - least));
    say(`CLIENT PAUSE ${ms} ALL`);
    await world.cluster.redis.command('CLIENT', 'PAUSE', `${ms}`, 'ALL');
    await spell(ms, ms + 500);
  },
};
