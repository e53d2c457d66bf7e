import type { Clock } from '@parley/engine';
import { fakeClock, nullLog } from '@parley/engine/memory';
import { type Redis, startRedis } from '@parley/topology';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { newInstanceId } from '../src/instance-id.ts';
import { openRedis } from '../src/open-redis.ts';
import { readRedisUrl } from '../src/redis-url.ts';
import { connect, random, ready, systemClock } from './ends.ts';

let redis: Redis;
beforeAll(async () => {
  redis = await startRedis();
});
afterAll(() => redis.close());

const open = (url: string, clock: Clock = systemClock, log = nullLog(), instance = newInstanceId(random)) => {
  const read = readRedisUrl(url);
  if (!read.ok) throw new Error(read.fault);
  return openRedis({ target: read.target, clock, random, log, instance });
};

it('OPS-3 an instance is known to the others by the name that its log has', async () => {
  const instance = newInstanceId(random);
  const parts = await open(redis.url, systemClock, nullLog(), instance);
  const heard = new Promise<string>((resolve) => {
    parts.bus.watch({
      beat: (beat) => resolve(beat.instance),
      line: (isWhole) => isWhole && parts.bus.beat([], 0),
    });
  });
  expect(await heard).toBe(instance);
  await parts.bus.close();
  await parts.presence.close();
  parts.close();
});

it('HTTP-1 an instance is ready when commands are taken and all is subscribed, and not while Redis is away', async () => {
  const parts = await open(redis.url);
  const line = (wanted: boolean): Promise<void> =>
    new Promise((resolve) => {
      const stop = parts.bus.watch({
        beat() {},
        line(isWhole) {
          if (isWhole !== wanted) return;
          stop();
          resolve();
        },
      });
    });
  await line(true);
  expect(parts.isReady()).toBe(true);
  const broken = line(false);
  await redis.kill();
  await broken;
  expect(parts.isReady()).toBe(false);
  await redis.start();
  await line(true);
  await parts.bus.close();
  await parts.presence.close();
  parts.close();
});

it('START-2 a Redis that is not there is one line', async () => {
  const clock = fakeClock({ turn: () => new Promise((resolve) => setImmediate(resolve)) });
  const log = nullLog();
  const lost = new Promise<void>((resolve) => {
    log.warn = () => resolve();
  });
  // No one listens on port 1.
  const fault = open('redis://:hidden@127.0.0.1:1', clock, log).catch((error: Error) => error.message);
  await lost;
  await clock.advance(5_000);
  expect(await fault).toBe('Redis cannot be used: connect ECONNREFUSED 127.0.0.1:1');
});

it('START-2 a wrong password is one line that does not repeat it', async () => {
  const line = connect(redis.url);
  await ready(line.commands);
  await line.commands.config('SET', 'requirepass', 'right');
  const fault = await open(redis.url.replace('//', '//:hidden@')).catch((error: Error) => error.message);
  expect(fault).toMatch(/^Redis cannot be used: (WRONGPASS|NOAUTH)[^\n]*$/);
  expect(fault).not.toContain('hidden');
  const parts = await open(redis.url.replace('//', '//:right@'));
  await parts.bus.close();
  await parts.presence.close();
  parts.close();
  await line.commands.config('SET', 'requirepass', '');
  line.close();
});
