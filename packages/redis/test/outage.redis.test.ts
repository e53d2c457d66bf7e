import type { BusMessage, BusNews } from '@parley/engine';
import { type Redis, startRedis } from '@parley/topology';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { arrived, type BusEnd, openBus } from './ends.ts';
import { muteProxy } from './mute-proxy.ts';

const ROOM = 'a-room' as never;

const message = (to: number): BusMessage => ({
  room: ROOM,
  rows: {
    epoch: 'epoch' as never,
    from: to - 1,
    to,
    content: [],
    tallies: [],
    summary: { title: '', status: 'open', comments: 0, topLevel: 0 },
  },
  mine: [],
});

let redis: Redis;
let ends: BusEnd[];
beforeEach(async () => {
  redis = await startRedis();
  ends = [];
});
afterEach(async () => {
  for (const end of ends) await end.close();
  await redis.kill();
});

const open = async (url = redis.url): Promise<BusEnd> => {
  const end = await openBus(url);
  ends.push(end);
  return end;
};

async function listen(end: BusEnd): Promise<number[]> {
  const heard: number[] = [];
  await end.bus.subscribe(ROOM, (news: BusNews) => heard.push('rows' in news ? news.rows.to : -news.to));
  return heard;
}

/** Resolves when the line says so. */
const line = (end: BusEnd, wanted: boolean): Promise<void> =>
  new Promise((resolve) => {
    const stop = end.bus.watch({
      beat() {},
      line(isWhole) {
        if (isWhole !== wanted) return;
        stop();
        resolve();
      },
    });
  });

const closed = (end: BusEnd): Promise<void> => new Promise((resolve) => end.line.commands.once('close', () => resolve()));

it('BUS-1 what is published while Redis is away never arrives; what comes after does', async () => {
  const [here, there] = [await open(), await open()];
  const heard = await listen(there);
  const gone = Promise.all([closed(here), closed(there), line(there, false)]);
  await redis.kill();
  await gone;
  for (let to = 1; to <= 2_000; to += 1) here.bus.publish(message(to));
  await redis.start();
  await Promise.all([here.whole(), there.whole()]);
  here.bus.publish(message(3_000));
  await arrived([here.line, there.line]);
  expect(heard).toEqual([3_000]);
});

it('BUS-1 a Redis that hangs is left after a while and gets nothing more, and publishing does not wait for it', async () => {
  const [here, there] = [await open(), await open()];
  const heard = await listen(there);
  const left = closed(here);
  redis.freeze(true);
  for (let to = 1; to <= 10_000; to += 1) here.bus.publish(message(to));
  await left;
  for (let to = 20_001; to <= 20_010; to += 1) here.bus.publish(message(to));
  redis.freeze(false);
  await Promise.all([here.whole(), there.whole()]);
  here.bus.publish(message(30_000));
  await arrived([here.line, there.line]);
  expect(heard.at(-1)).toBe(30_000);
  // What the hanging one had taken before it was left is bounded.
  expect(heard.length).toBeLessThanOrEqual(1_001);
  expect(heard.filter((to) => to > 1_000)).toEqual([30_000]);
});

it('BUS-2 a subscriber that is cut off listens again by itself', async () => {
  const [here, there] = [await open(), await open()];
  const heard = await listen(there);
  for (let to = 1; to <= 3; to += 1) {
    const cut = Promise.all([line(here, false), line(there, false)]);
    await here.line.commands.call('CLIENT', 'KILL', 'TYPE', 'pubsub');
    await cut;
    await Promise.all([here.whole(), there.whole()]);
    here.bus.publish(message(to));
    await arrived([here.line, there.line]);
  }
  expect(heard).toEqual([1, 2, 3]);
});

it('BUS-2 a mute line hears nothing until it is renewed', async () => {
  const proxy = await muteProxy(redis.port);
  try {
    const [here, there] = [await open(), await open(proxy.url)];
    const heard = await listen(there);
    let beats = 0;
    there.bus.watch({
      beat: () => {
        beats += 1;
      },
      line() {},
    });
    proxy.mute();
    there.bus.beat([], 0);
    here.bus.publish(message(1));
    await arrived([here.line]);
    expect([heard, beats, there.bus.isWhole]).toEqual([[], 0, true]);
    const cut = line(there, false);
    there.bus.renew();
    await cut;
    await there.whole();
    here.bus.publish(message(2));
    here.bus.beat([], 0);
    await arrived([here.line, there.line]);
    expect([heard, beats]).toEqual([[2], 1]);
  } finally {
    await proxy.close();
  }
});

it('BUS-8 a room opens while Redis is away, and hears once it is back', async () => {
  const [here, there] = [await open(), await open()];
  const gone = Promise.all([line(here, false), line(there, false)]);
  await redis.kill();
  await gone;
  const heard = await listen(there);
  await redis.start();
  await Promise.all([here.whole(), there.whole()]);
  here.bus.publish(message(1));
  await arrived([here.line, there.line]);
  expect(heard).toEqual([1]);
});
