import { expect, it } from 'vitest';
import { enter, newComment, post, vote, type World, world } from '../test/world.ts';
import { memoryBus, memoryWire } from './memory/index.ts';
import type { Bus } from './ports/index.ts';

async function room(w: World, busThere = {}) {
  const [here, there] = [w.engine(), w.engine(busThere)];
  const ann = await enter(w, here, 'ann');
  const comment = newComment();
  void ann.session.handleCommand(post('votable', comment));
  await w.clock.advance(1_000);
  return { here, there, ann, comment };
}

it('MINE-2 a changed vote reaches all live sessions of that person on every instance, once, and nobody else', async () => {
  const w = world();
  const { here, there, ann, comment } = await room(w);
  const bobs = [await enter(w, here, 'bob'), await enter(w, here, 'bob'), await enter(w, there, 'bob')];
  const others = [ann, await enter(w, there, 'eve'), await enter(w, there)];
  void bobs[0]!.session.handleCommand(vote(comment, 1));
  await w.clock.advance(3_000);
  for (const { line } of bobs) {
    expect(line.all('mine-changed')).toEqual([{ epoch: 'memory', facts: [{ comment, value: 1, rev: 2 }] }]);
  }
  for (const { line } of others) expect(line.all('mine-changed')).toEqual([]);
});

it('MINE-2 a vote cast while a tab of the same person is being greeted is not missed', async () => {
  const w = world();
  let hold: Promise<void> | undefined;
  const store = {
    ...w.store,
    readMine: async (...args: Parameters<typeof w.store.readMine>) => {
      const facts = await w.store.readMine(...args);
      await hold;
      return facts;
    },
  };
  const { here, comment } = await room(w);
  const there = w.engine({ store });
  const bob = await enter(w, here, 'bob');
  let release = (): void => {};
  hold = new Promise((resolve) => {
    release = resolve;
  });
  const entering = enter(w, there, 'bob');
  await w.clock.settle();
  void bob.session.handleCommand(vote(comment, 1));
  await w.clock.advance(500);
  release();
  await w.clock.settle();
  const { line } = await entering;
  expect(line.sent[0]).toMatchObject({
    name: 'welcome',
    payload: { start: { page: { mine: [{ comment, value: 1, rev: 2 }] } } },
  });
  expect(line.cursor).toBe(2);
});

it('MINE-2 a vote whose message was lost is read a little later', async () => {
  const w = world();
  // An instance whose bus brings nothing.
  const { here, there, ann, comment } = await room(w, { bus: memoryBus(memoryWire()) });
  const [bob, tab] = [await enter(w, here, 'bob'), await enter(w, there, 'bob')];
  const [eve, reader] = [await enter(w, there, 'eve'), await enter(w, there)];
  void bob.session.handleCommand(vote(comment, 1));
  await w.clock.advance(100);
  // A commit on the deaf instance brings what it missed, and shows it that it missed something.
  void eve.session.handleCommand(post('from the deaf'));
  await w.clock.advance(100);
  expect(reader.line.all('room-changed').at(-1)).toMatchObject({ to: 3, tallies: [{ up: 1 }, {}] });
  await w.clock.advance(2_000);
  expect(tab.line.all('mine-changed')).toEqual([{ epoch: 'memory', facts: [{ comment, value: 1, rev: 2 }] }]);
  expect(eve.line.all('mine-changed')).toEqual([]);
  expect(ann.line.all('mine-changed')).toEqual([]);
});

it('MINE-2 ROOM-7 a vote cast elsewhere between the commands of a failed batch reaches its person here', async () => {
  const w = world();
  const wire = memoryWire();
  const bus = memoryBus(wire);
  // Its messages come after the answer of what was committed behind them.
  const late: Bus = { ...bus, publish: (message) => void w.clock.after(100, () => bus.publish(message)) };
  const { there, comment } = await room(w, { bus: late });
  let between: (() => Promise<unknown>) | undefined;
  // One by one after a failure: another instance commits before the answer is read, which tells up to its head.
  const store = {
    ...w.store,
    async commit(...args: Parameters<typeof w.store.commit>) {
      const answer = await w.store.commit(...args);
      if (!between) return answer;
      await between();
      const above = await w.store.readSince(args[0], { epoch: answer.rows.epoch, rev: args[2] }, null, 100);
      if (above.kind !== 'rows') throw new Error(above.kind);
      return { ...answer, rows: above.rows, ownFrom: above.rows.to };
    },
  };
  const here = w.engine({ store, bus: memoryBus(wire) });
  const [eve, bob, tab] = [await enter(w, here, 'eve'), await enter(w, there, 'bob'), await enter(w, here, 'bob')];
  between = () => bob.session.handleCommand(vote(comment, 1));
  void eve.session.handleCommand(post('one by one'));
  await w.clock.advance(500);
  expect(tab.line.all('mine-changed')).toEqual([{ epoch: 'memory', facts: [{ comment, value: 1, rev: 3 }] }]);
  expect(tab.line.cursor).toBe(3);
});

it('MINE-1 the own votes of a thousand people who join in one tick are read in a few reads', async () => {
  const w = world();
  const asked: number[] = [];
  const store = {
    ...w.store,
    readMine: (...args: Parameters<typeof w.store.readMine>) => {
      asked.push(args[1].length);
      return w.store.readMine(...args);
    },
  };
  const { here, comment } = await room(w);
  const bob = await enter(w, here, 'bob');
  void bob.session.handleCommand(vote(comment, 1));
  await w.clock.advance(1_000);
  const there = w.engine({ store });
  await enter(w, there);
  const people = await Promise.all(
    Array.from({ length: 1_000 }, (_, n) => enter(w, there, n % 500 === 7 ? 'bob' : `person ${n}`)),
  );
  // The two tabs of bob are one person.
  expect(asked.reduce((sum, people) => sum + people, 0)).toBeLessThanOrEqual(1_000);
  expect(asked.length).toBeLessThanOrEqual(12);
  const mine = people
    .map(({ line }) => line.all('welcome')[0]?.start)
    .map((start) => (start?.kind === 'snapshot' ? start.page.mine : undefined));
  expect(mine[7]).toEqual([{ comment, value: 1, rev: 2 }]);
  expect(mine[507]).toEqual(mine[7]);
  expect(mine.filter((facts) => facts?.length === 0)).toHaveLength(998);
});
