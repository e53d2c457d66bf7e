import { presenceStoreContract } from '@parley/engine/contract';
import { type FakeClock, fakeClock, nullLog } from '@parley/engine/memory';
import type { RoomSlug } from '@parley/protocol';
import { type Redis, startRedis } from '@parley/topology';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { ALIVE_MS, GATHER_MS, RENEW_MS, RedisPresence } from '../src/redis-presence.ts';
import { connect, type Line, names, ready } from './ends.ts';

const ROOM = 'a-room' as never;

let redis: Redis;
let ends: { presence: RedisPresence; line: Line }[] = [];
beforeAll(async () => {
  redis = await startRedis();
});
afterEach(async () => {
  for (const { presence, line } of ends) {
    await presence.close();
    line.close();
  }
  ends = [];
});
afterAll(() => redis.close());

const realTurns = (): FakeClock => fakeClock({ turn: () => new Promise((resolve) => setImmediate(resolve)) });

async function open(clock: FakeClock) {
  const line = connect(redis.url);
  await ready(line.commands);
  const presence = new RedisPresence({ commands: line.commands, names, instance: line.instance, clock, log: nullLog() });
  const end = { presence, line };
  ends.push(end);
  return end;
}

/** Resolves when all that was reported is in Redis. */
async function sent(clock: FakeClock): Promise<void> {
  await clock.advance(GATHER_MS);
  for (const { line } of ends) if (line.commands.status === 'ready') await line.commands.ping();
}

presenceStoreContract({ describe, it, expect }, async () => {
  const clock = realTurns();
  const [here, there] = [await open(clock), await open(clock)];
  return {
    here: here.presence,
    there: there.presence,
    arrived: () => sent(clock),
    async close() {
      await here.presence.close();
      await there.presence.close();
      expect(await here.line.commands.dbsize()).toBe(0);
    },
  };
});

it('PRES-3 the counts of an instance that died go with its sign of life, and come back with it', async () => {
  const clock = realTurns();
  const [here, there] = [await open(clock), await open(clock)];
  here.presence.report(ROOM, 2);
  there.presence.report(ROOM, 3);
  await sent(clock);
  expect(await here.presence.counts([ROOM])).toEqual([5]);
  const sign = names.instance(there.line.instance);
  const left = await here.line.commands.pttl(sign);
  expect(left).toBeGreaterThan(0);
  // With the 4 s after which every room is counted again.
  expect(left + 4_000).toBeLessThanOrEqual(45_000);
  expect(left).toBeLessThanOrEqual(ALIVE_MS);
  // As Redis does when the time is over.
  await here.line.commands.del(sign);
  expect(await here.presence.counts([ROOM])).toEqual([2]);
  expect(Object.keys(await here.line.commands.hgetall(names.watching(ROOM)))).toEqual([here.line.instance]);
  await clock.advance(RENEW_MS);
  await sent(clock);
  expect(await here.presence.counts([ROOM])).toEqual([5]);
});

it('PRES-3 counts that Redis lost are repeated: by the next renewal, and at once when it comes back', async () => {
  const clock = realTurns();
  const [here, there] = [await open(clock), await open(clock)];
  here.presence.report(ROOM, 2);
  there.presence.report(ROOM, 3);
  await sent(clock);
  await here.line.commands.flushall();
  expect(await here.presence.counts([ROOM])).toEqual([2]);
  await clock.advance(RENEW_MS);
  await sent(clock);
  expect(await here.presence.counts([ROOM])).toEqual([5]);

  const gone = Promise.all(ends.map(({ line }) => new Promise((resolve) => line.commands.once('close', resolve))));
  await redis.kill();
  await gone;
  await expect(here.presence.counts([ROOM])).rejects.toThrow();
  there.presence.report(ROOM, 4);
  await sent(clock);
  await redis.start();
  for (const { line } of ends) await ready(line.commands);
  await sent(clock);
  expect(await here.presence.counts([ROOM])).toEqual([6]);
});

it('PRES-3 a room that everybody left is told again until Redis takes it', async () => {
  const clock = realTurns();
  const [here, there] = [await open(clock), await open(clock)];
  here.presence.report(ROOM, 2);
  await sent(clock);
  await there.line.commands.call('ACL', 'SETUSER', 'default', '-hdel');
  here.presence.report(ROOM, 0);
  await sent(clock);
  expect(await there.presence.counts([ROOM])).toEqual([2]);
  await there.line.commands.call('ACL', 'SETUSER', 'default', '+hdel');
  await clock.advance(RENEW_MS);
  await sent(clock);
  expect(await there.presence.counts([ROOM])).toEqual([0]);
});

it('PRES-4 ten thousand joins are one count', async () => {
  const clock = realTurns();
  const { presence, line } = await open(clock);
  await sent(clock);
  await line.commands.config('RESETSTAT');
  for (let watching = 1; watching <= 10_000; watching += 1) presence.report(ROOM, watching);
  await sent(clock);
  expect(await line.commands.hgetall(names.watching(ROOM))).toEqual({ [line.instance]: '10000' });
  expect(await line.commands.info('commandstats')).toMatch(/cmdstat_hset:calls=1,/);
});

it('HTTP-8 of many rooms together the signs of life are asked once, not for each', async () => {
  const clock = realTurns();
  const [here, there] = [await open(clock), await open(clock)];
  const rooms = Array.from({ length: 200 }, (_, i) => `room-${i}` as RoomSlug);
  rooms.forEach((room, i) => void there.presence.report(room, i + 1));
  await sent(clock);
  await here.line.commands.config('RESETSTAT');
  expect(await here.presence.counts(rooms)).toEqual(rooms.map((_, i) => i + 1));
  expect(await there.line.commands.info('commandstats')).toMatch(/cmdstat_mget:calls=1,/);
});

it('PRES-3 what others wrote wrongly counts nobody', async () => {
  const clock = realTurns();
  const { presence, line } = await open(clock);
  presence.report(ROOM, 2);
  await sent(clock);
  for (const [other, text] of Object.entries({ a: 'x', b: '-5', c: '1e99', d: '' })) {
    await line.commands.set(names.instance(other), '1', 'PX', ALIVE_MS);
    await line.commands.hset(names.watching(ROOM), other, text);
  }
  expect(await presence.counts([ROOM])).toEqual([2]);
  await line.commands.flushall();
});
