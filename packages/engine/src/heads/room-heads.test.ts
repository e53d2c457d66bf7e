import { expect, it } from 'vitest';
import { enter, post, ROOM, type World, world } from '../../test/world.ts';
import { memoryBus, memoryLimiter, memoryWire } from '../memory/index.ts';
import type { Bus, BusMessage } from '../ports/index.ts';

/** A wire on which the test decides what happens to each message; signs of life come without the heads that would tell of a loss. */
function wired(w: World, fate: (message: BusMessage, deliver: (message: BusMessage) => void) => void) {
  const wire = memoryWire();
  const end = (): Bus => {
    const bus = memoryBus(wire);
    return {
      ...bus,
      publish: (message) => fate(message, bus.publish),
      beat: (_heads, mark) => bus.beat([], mark),
    };
  };
  const free = { burst: 1_000, everyMs: 1 };
  const limiter = memoryLimiter(w.clock, { writes: free, addressWrites: free });
  return { here: w.engine({ bus: end(), limiter }), there: w.engine({ bus: end(), limiter }) };
}

it('SYNC-6 messages that overtake each other wait for the one they follow, without a read', async () => {
  const w = world();
  const late: (() => void)[] = [];
  const { here, there } = wired(w, (message, deliver) => {
    if (message.rows.to === 1) late.push(() => deliver(message));
    else deliver(message);
  });
  const [ann, bob] = [await enter(w, here, 'ann'), await enter(w, there)];
  const reads = w.metrics.counted('store-reads');
  for (const body of ['one', 'two', 'three']) {
    void ann.session.handleCommand(post(body));
    await w.clock.settle();
  }
  expect(bob.line.bodies).toEqual([]);
  late.pop()!();
  await w.clock.advance(200);
  expect(bob.line.bodies).toEqual(['one', 'three', 'two']);
  expect(w.metrics.counted('store-reads')).toBe(reads);
});

it('SYNC-6 a lost message is noticed by the next one and healed by one read for everybody', async () => {
  const w = world();
  const { here, there } = wired(w, (message, deliver) => {
    if (message.rows.to !== 2) deliver(message);
  });
  const ann = await enter(w, here, 'ann');
  const viewers = [await enter(w, there), await enter(w, there), await enter(w, there)];
  const reads = w.metrics.counted('store-reads');
  for (const body of ['one', 'two', 'three', 'four']) {
    void ann.session.handleCommand(post(body));
    await w.clock.settle();
  }
  await w.clock.advance(300);
  for (const { line } of viewers) expect([line.bodies, line.cursor]).toEqual([['four', 'one', 'three', 'two'], 4]);
  expect(w.metrics.counted('store-reads')).toBe(reads + 1);
  expect(w.metrics.counted('gaps-healed')).toBe(1);
});

it('BUS-4 a head without rows is as good as a lost message: one read brings what it speaks of', async () => {
  const w = world();
  const wire = memoryWire();
  const here = w.engine({ bus: memoryBus(memoryWire()) });
  const there = w.engine({ bus: memoryBus(wire) });
  const say = (epoch: string, to: number) => {
    for (const hear of wire.listeners.get(ROOM) ?? []) hear({ room: ROOM, epoch: epoch as never, to });
  };
  const [ann, bob] = [await enter(w, here, 'ann'), await enter(w, there)];
  void ann.session.handleCommand(post('too long to be sent'));
  await w.clock.advance(1_000);
  expect(bob.line.bodies).toEqual([]);
  const reads = w.metrics.counted('store-reads');
  for (let times = 0; times < 3; times += 1) say('memory', 1);
  await w.clock.advance(1_000);
  expect(bob.line.bodies).toEqual(['too long to be sent']);
  // One it knows already costs nothing; one of another history is looked after.
  say('memory', 1);
  await w.clock.advance(1_000);
  expect(w.metrics.counted('store-reads')).toBe(reads + 1);
  say('another', 1);
  await w.clock.advance(1_000);
  expect(w.metrics.counted('store-reads')).toBe(reads + 2);
});

it('SYNC-6 doubled messages change nothing', async () => {
  const w = world();
  const { here, there } = wired(w, (message, deliver) => {
    deliver(message);
    deliver(message);
  });
  const [ann, bob] = [await enter(w, here, 'ann'), await enter(w, there)];
  for (const body of ['one', 'two']) {
    void ann.session.handleCommand(post(body));
    await w.clock.advance(1_000);
  }
  for (const { line } of [ann, bob])
    expect(line.all('room-changed').map(({ from, to }) => [from, to])).toEqual([
      [0, 1],
      [1, 2],
    ]);
});

it('SYNC-6 a read at a later head shows that messages were lost', async () => {
  const w = world();
  const { here, there } = wired(w, () => {});
  const [ann, bob] = [await enter(w, here, 'ann'), await enter(w, there)];
  void ann.session.handleCommand(post('unheard'));
  await w.clock.advance(2_000);
  expect(bob.line.bodies).toEqual([]);
  const request = { kind: 'read-page', parent: null, order: 'newest', from: { at: 'start' }, limit: 20, rev: 0 } as const;
  void bob.session.handleRequest(request);
  await w.clock.advance(200);
  expect(bob.line.bodies).toEqual(['unheard']);
});

it('SYNC-6 healing is tried again until the store answers', async () => {
  const w = world();
  let broken = true;
  const wire = memoryWire();
  const here = w.engine({ bus: memoryBus(wire) });
  const store = {
    ...w.store,
    readSince: (...args: Parameters<typeof w.store.readSince>) =>
      broken ? Promise.reject(new Error('down')) : w.store.readSince(...args),
  };
  let lose = true;
  const bus = memoryBus(wire);
  const there = w.engine({
    store,
    bus: { ...bus, subscribe: (room, hear) => bus.subscribe(room, (message) => lose || hear(message)) },
  });
  const [ann, bob] = [await enter(w, here, 'ann'), await enter(w, there)];
  void ann.session.handleCommand(post('one'));
  await w.clock.advance(500);
  lose = false;
  void ann.session.handleCommand(post('two'));
  await w.clock.advance(3_000);
  expect(bob.line.bodies).toEqual([]);
  broken = false;
  await w.clock.advance(5_000);
  expect(bob.line.bodies).toEqual(['one', 'two']);
});

it('SYNC-9 when too much was missed viewers see an empty frame beyond their cursor and resume', async () => {
  const w = world();
  let lose = true;
  const { here, there } = wired(w, (message, deliver) => {
    if (!lose) deliver(message);
  });
  const [ann, bob] = [await enter(w, here, 'ann'), await enter(w, there)];
  for (let i = 0; i < 1_100; i += 1) {
    void ann.session.handleCommand(post(`${i}`));
    if (i % 25 === 24) await w.clock.advance(100);
  }
  lose = false;
  void ann.session.handleCommand(post('last'));
  await w.clock.advance(1_000);
  const [frame] = bob.line.all('room-changed');
  expect(frame).toMatchObject({ from: 1_101, to: 1_101, content: [], tallies: [] });
  const back = await enter(w, there, undefined, { resume: { epoch: frame!.epoch, rev: 0 } });
  expect(back.line.all('welcome')[0]).toMatchObject({ start: { kind: 'snapshot', page: { head: 1_101 } } });
});
