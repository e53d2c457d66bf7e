/** What can happen to Redis. */
import type { Fault } from './fault.ts';

export const redisRestart: Fault = {
  name: 'redis-restart',
  says: 'Redis is killed and comes back empty, up to 4 s later.',
  reaches: ['bus-reconnects', 'head-queries', 'gaps-healed'],
  async strike({ world, say, spell }) {
    say('Redis is killed');
    await world.cluster.redis.kill();
    await spell(100, 4_000);
    await world.cluster.redis.start();
    say('Redis is there again');
  },
};

export const redisFlush: Fault = {
  name: 'redis-flush',
  says: '`FLUSHALL`.',
  reaches: ['keys-forgotten'],
  async strike({ world, say }) {
    say(`FLUSHALL of ${await world.cluster.redis.command('DBSIZE')} keys`);
    await world.cluster.redis.command('FLUSHALL');
  },
};

export const redisCut: Fault = {
  name: 'redis-cut',
  says: '`CLIENT KILL TYPE pubsub`: every subscription is cut at once.',
  reaches: ['bus-reconnects', 'gaps-healed'],
  async strike({ world, say }) {
    say('CLIENT KILL TYPE pubsub');
    await world.cluster.redis.command('CLIENT', 'KILL', 'TYPE', 'pubsub');
  },
};

export const redisPause: Fault = {
  name: 'redis-pause',
  says: '`CLIENT PAUSE` for up to 5 s: connections stay open and nothing is done.',
  reaches: ['head-queries', 'gaps-healed', 'bus-renewals'],
  async strike({ world, say, chance, spell }) {
    const ms = Math.round(500 + chance() * 4_500);
    say(`CLIENT PAUSE ${ms} ALL`);
    await world.cluster.redis.command('CLIENT', 'PAUSE', `${ms}`, 'ALL');
    await spell(ms, ms + 500);
  },
};
