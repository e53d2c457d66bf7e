import type { RoomSlug } from '@parley/protocol';
import { expect, it } from 'vitest';
import { FaultyLine } from '../../test/faulty-line.ts';
import { enter, type Person, post, type World, world } from '../../test/world.ts';
import { memoryBus, memoryLimiter, memoryWire } from '../memory/index.ts';
import { AUDIT_MS } from './head-audit.ts';
import { BEAT_MS } from './keep-heads.ts';
import { SILENT_MS } from './peer-watch.ts';

/** An engine on a line of its own; its people may write as fast as the test does. */
function instance(w: World, line: FaultyLine) {
  const free = { burst: 10_000, everyMs: 1 };
  return w.engine({ bus: line.bus, limiter: memoryLimiter(w.clock, { writes: free, addressWrites: free }) });
}

/** Two instances on lines that the test breaks, with somebody on each, both lines sure of themselves. */
async function pair(w: World, options?: { readonly tells: boolean }) {
  const wire = memoryWire();
  const [here, there] = [new FaultyLine(wire, options), new FaultyLine(wire, options)];
  const engines = [instance(w, here), instance(w, there)] as const;
  const [ann, bob] = [await enter(w, engines[0], 'ann'), await enter(w, engines[1], 'bob')];
  await w.clock.advance(BEAT_MS);
  return { wire, here, there, engines, ann, bob };
}

/** Somebody writes every 200 ms; returns for each of these people after how many ms each text had reached them. */
async function delays(w: World, writer: Person, people: readonly Person[], texts: number): Promise<number[][]> {
  const written: number[] = [];
  const seen = people.map((): number[] => []);
  people.forEach(({ line }, who) => {
    line.onWrite = () => {
      const last = line.sent.at(-1);
      if (last?.name !== 'room-changed') return;
      for (const { body } of last.payload.content) {
        const text = Number(body);
        seen[who]![text] ??= w.clock.steady() - written[text]!;
      }
    };
  });
  for (let text = 0; text < texts; text += 1) {
    written.push(w.clock.steady());
    void writer.session.handleCommand(post(String(text)));
    await w.clock.advance(200);
  }
  await w.clock.advance(3_000);
  return seen;
}

it('HEAD-1 a commit of which no message came is told by the next beats, and read once', async () => {
  const w = world();
  const { ann, bob } = await pair(w, { tells: false });
  const reads = w.metrics.counted('store-reads');
  void ann.session.handleCommand(post('unheard'));
  await w.clock.advance(BEAT_MS + 100);
  expect(bob.line.bodies).toEqual(['unheard']);
  await w.clock.advance(5_000);
  expect(w.metrics.counted('store-reads')).toBe(reads + 1);
  expect(w.metrics.counted('gaps-healed')).toBe(1);
});

it('HEAD-1 beats may be lost as well: a head is told for 3 s', async () => {
  const w = world();
  const { there, ann, bob } = await pair(w, { tells: false });
  there.state = 'mute';
  void ann.session.handleCommand(post('unheard'));
  // Four beats, during which the silence is not yet noticed.
  await w.clock.advance(1_100);
  expect(bob.line.bodies).toEqual([]);
  there.state = 'whole';
  await w.clock.advance(BEAT_MS + 100);
  expect(bob.line.bodies).toEqual(['unheard']);
});

it('HEAD-1 who was told by the store alone tells the others', async () => {
  const w = world();
  const { ann, bob, here } = await pair(w, { tells: false });
  const wire = memoryWire();
  const alone = await enter(w, instance(w, new FaultyLine(wire)), 'eve');
  here.state = 'broken';
  void alone.session.handleCommand(post('from beside'));
  // The first one polls, its line is broken; when it can speak again the other hears of it.
  await w.clock.advance(1_500);
  expect([ann.line.bodies, bob.line.bodies]).toEqual([['from beside'], []]);
  here.state = 'whole';
  await w.clock.advance(BEAT_MS + 100);
  expect(bob.line.bodies).toEqual(['from beside']);
});

for (const state of ['mute', 'broken'] as const) {
  it(`HEAD-2 with a ${state} line the people of others are at most 2.5 s behind, and those of the same instance not at all`, async () => {
    const healthy = world();
    const calm = await pair(healthy);
    const [near] = await delays(healthy, calm.ann, [calm.ann, calm.bob], 60);
    const w = world();
    const { here, there, ann, bob } = await pair(w);
    for (const line of [here, there]) line.state = state;
    const [local, remote] = await delays(w, ann, [ann, bob], 60);
    expect(local).toEqual(near);
    expect(local).toHaveLength(60);
    expect(remote).toHaveLength(60);
    expect(Math.max(...remote!)).toBeLessThanOrEqual(2_500);
    // It did go without the bus.
    expect(Math.max(...remote!)).toBeGreaterThan(500);
  });
}

it('HEAD-2 a line that carries everything 2 s late is not relied on', async () => {
  const w = world();
  const wire = memoryWire();
  const bus = memoryBus(wire);
  const late = { ...bus, beat: (...beat: Parameters<typeof bus.beat>) => void w.clock.after(2_000, () => bus.beat(...beat)) };
  const engine = w.engine({ bus: { ...late, publish: (message) => void w.clock.after(2_000, () => bus.publish(message)) } });
  await enter(w, engine);
  await w.clock.advance(4_000);
  expect(engine.isReady()).toBe(false);
  const queries = w.metrics.counted('head-queries');
  await w.clock.advance(10_000);
  expect(w.metrics.counted('head-queries')).toBeGreaterThan(queries + 7);
  expect(Math.min(...w.metrics.observed('bus-lag-ms'))).toBe(2_000);
});

it('HEAD-2 the heads of all open rooms are one question a second, and a store that hangs gets no second one', async () => {
  const w = world();
  const line = new FaultyLine(memoryWire());
  const asked: number[] = [];
  let answers = true;
  const store = {
    ...w.store,
    readHeads: async (rooms: readonly RoomSlug[]) => {
      asked.push(rooms.length);
      if (!answers) await new Promise<void>(() => {});
      return w.store.readHeads(rooms);
    },
  };
  const engine = w.engine({ store, bus: line.bus });
  for (const room of ['one', 'two', 'three']) await enter(w, engine, undefined, { room: room as RoomSlug });
  await w.clock.advance(BEAT_MS);
  line.state = 'broken';
  asked.length = 0;
  await w.clock.advance(10_000);
  expect(asked.length).toBeGreaterThanOrEqual(8);
  expect(asked.length).toBeLessThanOrEqual(13);
  expect(new Set(asked)).toEqual(new Set([3]));
  answers = false;
  asked.length = 0;
  await w.clock.advance(60_000);
  expect(asked).toEqual([3]);
});

it('HEAD-3 a line that brings nothing for 3 s is begun anew, less and less often, and told of once', async () => {
  const w = world();
  const said: string[] = [];
  const line = new FaultyLine(memoryWire());
  const hear = (event: string): void => void said.push(event);
  w.engine({ bus: line.bus, log: { info: hear, warn: hear, error: hear } });
  await w.clock.advance(BEAT_MS);
  line.state = 'mute';
  await w.clock.advance(2_900);
  expect(line.renewals).toBe(0);
  await w.clock.advance(200);
  expect(line.renewals).toBe(1);
  // 3 s, then 6, 12, 24 and every 30.
  await w.clock.advance(120_000);
  expect([line.renewals, w.metrics.counted('bus-renewals')]).toEqual([6, 6]);
  expect(said).toEqual(['bus-mute']);
  line.state = 'whole';
  await w.clock.advance(BEAT_MS);
  expect(said).toEqual(['bus-mute', 'bus-back']);
  expect(w.metrics.counted('bus-reconnects')).toBe(0);
});

it('HEAD-3 a process that stood still hears what waits for it before it blames the line', async () => {
  const w = world();
  const bus = memoryBus();
  const beat = (...args: Parameters<typeof bus.beat>): void => void w.clock.after(20, () => bus.beat(...args));
  const engine = w.engine({ bus: { ...bus, beat } });
  await w.clock.advance(BEAT_MS + 100);
  w.clock.spend(20_000);
  await w.clock.advance(2_000);
  expect(w.metrics.counted('bus-renewals')).toBe(0);
  expect(engine.isReady()).toBe(true);
});

it('HEAD-4 what an instance committed and could not tell before it fell silent is seen within 3.5 s', async () => {
  const w = world();
  const { here, ann, bob } = await pair(w);
  here.state = 'broken';
  void ann.session.handleCommand(post('last words'));
  await w.clock.advance(3_500);
  expect(bob.line.bodies).toEqual(['last words']);
  // It commits on, unheard.
  const [, remote] = await delays(w, ann, [ann, bob], 30);
  expect(remote).toHaveLength(30);
  expect(Math.max(...remote!)).toBeLessThanOrEqual(2_500);
});

it('HEAD-4 heard again it is asked after once more, and then no longer', async () => {
  const w = world();
  const { here } = await pair(w);
  here.state = 'mute';
  await w.clock.advance(10_000);
  here.state = 'whole';
  await w.clock.advance(BEAT_MS + 300);
  const queries = w.metrics.counted('head-queries');
  await w.clock.advance(10_000);
  expect(w.metrics.counted('head-queries')).toBe(queries);
});

it('HEAD-4 what an instance did before it was heard for the first time is asked for then', async () => {
  const w = world();
  const { bob, wire } = await pair(w);
  const line = new FaultyLine(wire);
  line.state = 'mute';
  const late = await enter(w, instance(w, line), 'eve');
  void late.session.handleCommand(post('before anybody knew of it'));
  // Longer than its beats tell of a head.
  await w.clock.advance(4_000);
  expect(bob.line.bodies).toEqual([]);
  line.state = 'whole';
  await w.clock.advance(BEAT_MS + 100);
  expect(bob.line.bodies).toEqual(['before anybody knew of it']);
});

it('HEAD-4 an instance that stops in order is not missed', async () => {
  const w = world();
  const { engines } = await pair(w);
  const draining = engines[0].drain(1_000);
  await w.clock.advance(2_000);
  await draining;
  const queries = w.metrics.counted('head-queries');
  await w.clock.advance(SILENT_MS + 8_000);
  expect(w.metrics.counted('head-queries')).toBe(queries);
});

it('HEAD-5 when the line carries again all heads are compared, and then it is relied on', async () => {
  const w = world();
  const { there, engines, ann, bob } = await pair(w);
  there.state = 'broken';
  await w.clock.advance(50);
  void ann.session.handleCommand(post('meanwhile'));
  await w.clock.settle();
  expect(engines[1].isReady()).toBe(false);
  there.state = 'whole';
  const queries = w.metrics.counted('head-queries');
  await w.clock.advance(BEAT_MS + 100);
  expect(bob.line.bodies).toEqual(['meanwhile']);
  expect(engines[1].isReady()).toBe(true);
  await w.clock.advance(5_000);
  expect(w.metrics.counted('head-queries') - queries).toBeLessThanOrEqual(2);
  expect(w.metrics.counted('bus-reconnects')).toBe(1);
});

it('HEAD-5 what was committed between the last look and the return is seen by the comparison', async () => {
  const w = world();
  const beside = await enter(w, instance(w, new FaultyLine(memoryWire())), 'eve');
  const { there, bob } = await pair(w);
  there.state = 'broken';
  await w.clock.advance(300);
  const queries = w.metrics.counted('head-queries');
  void beside.session.handleCommand(post('untold'));
  there.state = 'whole';
  await w.clock.advance(BEAT_MS + 100);
  expect(bob.line.bodies).toEqual(['untold']);
  expect(w.metrics.counted('head-queries')).toBe(queries + 1);
});

it('HEAD-6 what nobody tells is found by the audit', async () => {
  const w = world();
  const beside = instance(w, new FaultyLine(memoryWire()));
  const { bob } = await pair(w);
  const ann = await enter(w, beside, 'ann');
  const queries = w.metrics.counted('head-queries');
  void ann.session.handleCommand(post('untold'));
  await w.clock.advance(AUDIT_MS + 100);
  expect(bob.line.bodies).toEqual(['untold']);
  expect(w.metrics.counted('head-audits')).toBeGreaterThan(0);
  expect(w.metrics.counted('head-queries')).toBe(queries);
});

it('HTTP-1 an engine may be sent people when its own signs of life come back, and until it stops', async () => {
  const w = world();
  const line = new FaultyLine(memoryWire());
  line.state = 'mute';
  const engine = w.engine({ bus: line.bus });
  await w.clock.advance(1_000);
  expect(engine.isReady()).toBe(false);
  line.state = 'whole';
  await w.clock.advance(BEAT_MS);
  expect(engine.isReady()).toBe(true);
  line.state = 'mute';
  await w.clock.advance(2_000);
  expect(engine.isReady()).toBe(false);
  line.state = 'whole';
  await w.clock.advance(BEAT_MS);
  const draining = engine.drain(1_000);
  expect(engine.isReady()).toBe(false);
  await w.clock.advance(2_000);
  await draining;
  expect(w.clock.waiting()).toBe(0);
});
