import type { RoomSlug } from '@parley/protocol';
import { expect, it } from 'vitest';
import { enter, FakeConnection, hello, post, ROOM, world } from '../test/world.ts';
import { memoryBus, memoryWire } from './memory/index.ts';

it('SYNC-7 a room is loaded once for all who come at the same moment', async () => {
  const w = world();
  let loads = 0;
  const store = {
    ...w.store,
    findRoom: (room: RoomSlug) => {
      loads += 1;
      return w.store.findRoom(room);
    },
  };
  const engine = w.engine({ store });
  await Promise.all([enter(w, engine), enter(w, engine), enter(w, engine)]);
  expect(loads).toBe(1);
  expect(engine.status()).toEqual({ rooms: 1, sessions: 3, draining: false });
});

it('SYNC-7 an empty room stays warm for 30 s, then it is closed and unsubscribed', async () => {
  const w = world();
  const wire = memoryWire();
  const engine = w.engine({ bus: memoryBus(wire) });
  await w.clock.settle();
  const ownTimers = w.clock.waiting();
  const ann = await enter(w, engine, 'ann');
  ann.session.end();
  ann.session.end();
  await w.clock.advance(29_000);
  const bob = await enter(w, engine, 'bob');
  await w.clock.advance(60_000);
  expect(engine.status()).toMatchObject({ rooms: 1, sessions: 1 });
  bob.session.end();
  await w.clock.advance(30_000);
  expect(engine.status()).toMatchObject({ rooms: 0, sessions: 0 });
  expect(wire.listeners.size).toBe(0);
  expect(w.clock.waiting()).toBe(ownTimers);
  const again = await enter(w, engine, 'ann');
  void again.session.handleCommand(post('still works'));
  await w.clock.settle();
  expect(again.line.bodies).toEqual(['still works']);
});

it('SYNC-6 a change between the subscription and the read of a joining instance is not missed', async () => {
  const w = world();
  const ann = await enter(w, w.engine(), 'ann');
  const store = {
    ...w.store,
    findRoom: async (room: RoomSlug) => {
      const found = await w.store.findRoom(room);
      void ann.session.handleCommand(post('just after the read'));
      await w.clock.settle();
      return found;
    },
    // The first page is as old as the room's record.
    readPage: async (...args: Parameters<typeof w.store.readPage>) => {
      const page = await w.store.readPage(...args);
      return page && { ...page, head: 0, content: [], tallies: [] };
    },
  };
  const bob = await enter(w, w.engine({ store }));
  await w.clock.advance(1_000);
  expect(bob.line.bodies).toEqual(['just after the read']);
});

it('REF-1 a room that cannot be loaded is refused with a reason, and loaded when the store is back', async () => {
  const w = world();
  const wire = memoryWire();
  let broken = true;
  const store = {
    ...w.store,
    findRoom: (room: RoomSlug) => (broken ? Promise.reject(new Error('down')) : w.store.findRoom(room)),
  };
  const engine = w.engine({ store, bus: memoryBus(wire) });
  const line = new FakeConnection('line');
  const entering = engine.connect(line, hello());
  await w.clock.settle();
  expect(await entering).toMatchObject({ ok: false, refusal: { code: 'store-unavailable', class: 'retry' } });
  expect(line.sent).toEqual([]);
  expect(engine.status()).toMatchObject({ rooms: 0, sessions: 0 });
  expect(wire.listeners.size).toBe(0);
  broken = false;
  await enter(w, engine);
  expect(engine.status()).toMatchObject({ rooms: 1, sessions: 1 });
  expect(ROOM).toBe(hello().room);
});
