import type { RoomSlug } from '@parley/protocol';
import { expect, it } from 'vitest';
import { enter, newCommand, world } from '../test/world.ts';
import { memoryPresence } from './memory/index.ts';

const SLUGS = ['one', 'two', 'three'] as RoomSlug[];

/** An instance with three listed rooms, and how often its ports were asked for the list. */
async function listed() {
  const w = world();
  const asked = { rooms: 0, counts: [] as (readonly RoomSlug[])[] };
  const answers = { store: true, storeMs: 10, presence: true };
  const presence = memoryPresence();
  const engine = w.engine({
    store: {
      ...w.store,
      async listRooms(options) {
        asked.rooms += 1;
        await new Promise<void>((resolve) => void w.clock.after(answers.storeMs, resolve));
        if (!answers.store) throw new Error('down');
        return w.store.listRooms(options);
      },
    },
    presence: {
      ...presence,
      async counts(rooms) {
        asked.counts.push(rooms);
        if (!answers.presence) throw new Error('down');
        return presence.counts(rooms);
      },
    },
  });
  for (const room of SLUGS) {
    void engine.keep(room, {
      kind: 'add-room',
      command: newCommand(),
      title: room,
      listed: true,
      article: { paragraphs: [], links: [] },
    });
    await w.clock.settle();
  }
  return { w, engine, asked, answers };
}

it('HTTP-8 the list of rooms is read once for all who ask within a second, who watches with one question', async () => {
  const { w, engine, asked } = await listed();
  const asking = Array.from({ length: 50 }, () => engine.listRooms());
  await w.clock.advance(900);
  asking.push(engine.listRooms());
  await w.clock.advance(10);
  for (const list of await Promise.all(asking)) expect(list.map(({ slug }) => slug)).toHaveLength(SLUGS.length);
  expect(asked.rooms).toBe(1);
  expect(asked.counts.map((rooms) => [...rooms].sort())).toEqual([[...SLUGS].sort()]);
});

it('HTTP-8 while the list is read nobody begins another read, however long it takes', async () => {
  const { w, engine, asked, answers } = await listed();
  answers.storeMs = 3_000;
  const asking = [engine.listRooms()];
  await w.clock.advance(2_000);
  asking.push(engine.listRooms());
  await w.clock.advance(1_000);
  for (const list of await Promise.all(asking)) expect(list).toHaveLength(SLUGS.length);
  expect(asked.rooms).toBe(1);
  // What took longer than it may be shared is old when it comes.
  void engine.listRooms();
  expect(asked.rooms).toBe(2);
});

it('HTTP-8 the list is at most 1 s old', async () => {
  const { w, engine } = await listed();
  void engine.listRooms();
  await w.clock.advance(500);
  await enter(w, engine, 'ann', { room: SLUGS[0]! });
  await w.clock.advance(500);
  const asking = engine.listRooms();
  await w.clock.advance(10);
  expect((await asking).map(({ slug, watching }) => [slug, watching])).toContainEqual([SLUGS[0], 1]);
});

it('HTTP-8 a store that failed is asked again by the next one', async () => {
  const { w, engine, answers } = await listed();
  answers.store = false;
  const failing = engine.listRooms().catch((error: Error) => error.message);
  await w.clock.advance(10);
  expect(await failing).toBe('down');
  answers.store = true;
  const asking = engine.listRooms();
  await w.clock.advance(10);
  expect(await asking).toHaveLength(SLUGS.length);
});

it('HTTP-8 without counts the list says that nobody watches', async () => {
  const { w, engine, answers } = await listed();
  answers.presence = false;
  const asking = engine.listRooms();
  await w.clock.advance(10);
  expect((await asking).map(({ watching }) => watching)).toEqual([0, 0, 0]);
});
