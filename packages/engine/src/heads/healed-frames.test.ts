/** What healing, joining and commits may not do to each other. */
import { expect, it } from 'vitest';
import { enter, newCommand, post, ROOM, world } from '../../test/world.ts';
import { memoryBus, memoryWire } from '../memory/index.ts';
import type { RoomStore } from '../ports/index.ts';

it('SYNC-5 a healing read that has seen an own commit waits for its answer', async () => {
  const w = world();
  const wire = memoryWire();
  const slow: RoomStore = {
    ...w.store,
    async commit(...args) {
      const answer = await w.store.commit(...args);
      await new Promise<void>((resolve) => void w.clock.after(500, resolve));
      return answer;
    },
  };
  const [here, there] = [w.engine({ store: slow, bus: memoryBus(wire) }), w.engine({ bus: memoryBus(wire) })];
  const [ann, bob] = [await enter(w, here, 'ann'), await enter(w, there, 'bob')];
  let framesAtAnswer = -1;
  void ann.session.handleCommand(post('mine')).then(() => {
    framesAtAnswer = ann.line.all('room-changed').length;
  });
  await w.clock.advance(10);
  void bob.session.handleCommand(post('after it, so that its message leaves a gap'));
  await w.clock.advance(2_000);
  expect(framesAtAnswer).toBe(0);
  expect(ann.line.bodies).toHaveLength(2);
});

it('SYNC-1 nobody is welcomed with a page of a history that the room has left meanwhile', async () => {
  const w = world();
  let { store } = w;
  let isSlow = false;
  const door = new Proxy(w.store, {
    get:
      (_, name: keyof RoomStore) =>
      async (...args: never[]) => {
        const answer = await (store[name] as (...given: never[]) => Promise<unknown>)(...args);
        if (name === 'readPage' && isSlow) await new Promise<void>((resolve) => void w.clock.after(1_000, resolve));
        return answer;
      },
  });
  const engine = w.engine({ store: door });
  const ann = await enter(w, engine, 'ann');
  void ann.session.handleCommand(post('before'));
  await w.clock.advance(2_000);
  isSlow = true;
  const coming = enter(w, engine, 'bob');
  await w.clock.advance(10);
  isSlow = false;
  store = store.reopen('later');
  void ann.session.handleCommand(post('after'));
  await w.clock.advance(5_000);
  const bob = await coming;
  expect(bob.line.all('welcome')[0]?.start).toMatchObject({ kind: 'snapshot', page: { epoch: 'later', head: 2 } });
  expect(bob.line.bodies).toEqual(['after', 'before']);
});

it('ROOM-3 who was told of the room beside the frames is told when that has passed', async () => {
  const w = world();
  const wire = memoryWire();
  let lose = false;
  const bus = memoryBus(wire);
  const here = w.engine({ bus: memoryBus(wire) });
  const there = w.engine({ bus: { ...bus, subscribe: (room, hear) => bus.subscribe(room, (message) => lose || hear(message)) } });
  const ann = await enter(w, here, 'ann');
  void ann.session.handleCommand(post('one'));
  await w.clock.advance(500);
  await enter(w, there, 'cas');
  lose = true;
  void here.keep(ROOM, { kind: 'lock-room', command: newCommand() });
  await w.clock.advance(2_000);
  // A snapshot straight from the store, ahead of what this instance has heard.
  const bob = await enter(w, there, 'bob');
  expect(bob.line.all('welcome')[0]?.start).toMatchObject({ kind: 'snapshot', page: { summary: { status: 'locked' } } });
  void here.keep(ROOM, { kind: 'unlock-room', command: newCommand() });
  await w.clock.advance(2_000);
  lose = false;
  void here.keep(ROOM, { kind: 'unlock-room', command: newCommand() });
  await w.clock.advance(2_000);
  expect(bob.line.all('room-changed').at(-1)?.summary.status).toBe('open');
});
