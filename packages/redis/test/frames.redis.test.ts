import type { BusMessage, BusNews } from '@parley/engine';
import { type Redis, startRedis } from '@parley/topology';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { encodeFrame } from '../src/frame.ts';
import { arrived, names, openBus } from './ends.ts';

const ROOM = 'a-room' as never;

const message = (to: number, title = ''): BusMessage => ({
  room: ROOM,
  rows: {
    epoch: 'epoch' as never,
    from: to - 1,
    to,
    content: [],
    tallies: [],
    summary: { title, status: 'open', comments: 0, topLevel: 0 },
  },
  mine: [],
});

let redis: Redis;
beforeAll(async () => {
  redis = await startRedis();
});
afterAll(() => redis.close());

async function pair() {
  const ends = [await openBus(redis.url), await openBus(redis.url)] as const;
  const lines = ends.map(({ line }) => line);
  const heard: BusNews[][] = [];
  for (const { bus } of ends) {
    const own: BusNews[] = [];
    heard.push(own);
    await bus.subscribe(ROOM, (news) => own.push(news));
  }
  const close = async (): Promise<void> => {
    for (const end of ends) await end.close();
  };
  return { ends, heard, raw: ends[0].line.commands, arrived: () => arrived(lines), close };
}

it('BUS-6 an own message does not come back', async () => {
  const { ends, heard, arrived, close } = await pair();
  ends[0].bus.publish(message(1));
  await arrived();
  expect(heard).toEqual([[], [message(1)]]);
  await close();
});

it('BUS-4 a large commit comes as its head, in order with the others', async () => {
  const { ends, heard, arrived, close } = await pair();
  ends[0].bus.publish(message(1));
  ends[0].bus.publish({ ...message(2), mine: Array(2_000).fill({ person: 'guest:someone', facts: [] }) });
  ends[0].bus.publish(message(3));
  await arrived();
  expect(heard[1]).toEqual([message(1), { room: ROOM, epoch: 'epoch', to: 2 }, message(3)]);
  await close();
});

it('BUS-3 foreign and broken messages are ignored, and the next good one arrives', async () => {
  const { ends, heard, raw, arrived, close } = await pair();
  const beats: unknown[] = [];
  ends[1].bus.watch({ beat: (beat) => beats.push(beat), line() {} });
  const elsewhere = encodeFrame('0123456789abcdef', { ...message(9), room: 'another-room' as never });
  for (const bytes of ['', 'x', '{"to":1}', Buffer.alloc(70_000, 1), elsewhere]) {
    await raw.publish(names.room(ROOM), bytes);
    await raw.publish(names.beats, bytes);
  }
  ends[0].bus.publish(message(1));
  await arrived();
  expect([heard[1], beats]).toEqual([[message(1)], []]);
  await close();
});

it('BUS-3 of a frame with content of a later version the head counts', async () => {
  const { heard, raw, arrived, close } = await pair();
  const later = encodeFrame('0123456789abcdef', message(5));
  later[1] = 9;
  await raw.publish(names.room(ROOM), later);
  await arrived();
  expect(heard[1]).toEqual([{ room: ROOM, epoch: 'epoch', to: 5 }]);
  await close();
});
