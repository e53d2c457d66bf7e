/** What is said of a room while it goes to a head that no rows lead to. */
import { expect, it } from 'vitest';
import { enter, post, type World, world } from '../../test/world.ts';
import { memoryBus, memoryLimiter, memoryWire } from '../memory/index.ts';
import type { BusMessage, RoomHead, RoomStore } from '../ports/index.ts';

const free = { burst: 10_000, everyMs: 1 };
const quick = (w: World) => memoryLimiter(w.clock, { writes: free, addressWrites: free });

/** The store as it stands in `of`, whose look at a room's record is on its way for a second while `isSlow`. */
function slowRecords(w: World, of: { store: RoomStore; isSlow: boolean }): RoomStore {
  return new Proxy(w.store, {
    get:
      (_, name: keyof RoomStore) =>
      async (...args: never[]) => {
        const answer = await (of.store[name] as (...given: never[]) => Promise<unknown>)(...args);
        if (name === 'findRoom' && of.isSlow) await new Promise<void>((resolve) => void w.clock.after(1_000, resolve));
        return answer;
      },
  });
}

/** An instance whose messages are lost while its bus `loses`, and whose beats tell of no head. */
function forgetful(w: World, wire: ReturnType<typeof memoryWire>) {
  const whole = memoryBus(wire);
  const bus = {
    ...whole,
    loses: true,
    publish: (message: BusMessage) => bus.loses || whole.publish(message),
    beat: (_heads: readonly RoomHead[], mark: number) => whole.beat([], mark),
  };
  return { bus, here: w.engine({ limiter: quick(w), bus }) };
}

it('SYNC-8 what is committed while a room goes to another history reaches its viewers', async () => {
  const w = world();
  const of = { store: w.store as RoomStore, isSlow: false };
  const engine = w.engine({ store: slowRecords(w, of) });
  const [ann, bob] = [await enter(w, engine, 'ann'), await enter(w, engine)];
  void ann.session.handleCommand(post('before'));
  await w.clock.advance(500);
  of.store = w.store.reopen('later');
  of.isSlow = true;
  void ann.session.handleCommand(post('after'));
  // The look at the record is on its way by now, and knows nothing of what follows.
  await w.clock.advance(500);
  const last = ann.session.handleCommand(post('last'));
  await w.clock.advance(3_000);
  expect(await last).toMatchObject({ ok: true, value: { rev: 3 } });
  expect(bob.line.all('room-changed').at(-1)).toMatchObject({ epoch: 'later', to: 3 });
});

it('SYNC-6 a message that came early while a room went on without rows is not forgotten', async () => {
  const w = world();
  const wire = memoryWire();
  const { here, bus } = forgetful(w, wire);
  const of = { store: w.store as RoomStore, isSlow: false };
  const there = w.engine({ store: slowRecords(w, of), bus: memoryBus(wire) });
  const [ann, bob] = [await enter(w, here, 'ann'), await enter(w, there)];
  // More than one healing read may bring.
  for (let i = 0; i < 1_100; i += 1) {
    void ann.session.handleCommand(post(`${i}`));
    if (i % 25 === 24) await w.clock.advance(100);
  }
  of.isSlow = true;
  for (const [isLost, body] of [
    [false, 'early'],
    [true, 'lost'],
    [false, 'early again'],
  ] as const) {
    bus.loses = isLost;
    void ann.session.handleCommand(post(body));
    await w.clock.advance(300);
  }
  await w.clock.advance(3_000);
  expect(bob.line.all('room-changed').at(-1)).toMatchObject({ to: 1_103 });
});

/** What a viewer elsewhere is told when this many texts, of which its instance heard nothing, are followed by one that it hears. */
async function missed(texts: number, length: number) {
  const w = world();
  const wire = memoryWire();
  const { here, bus } = forgetful(w, wire);
  const [ann, bob] = [await enter(w, here, 'ann'), await enter(w, w.engine({ bus: memoryBus(wire) }))];
  // Each has heard that the other lives, and asks no more for that.
  await w.clock.advance(600);
  for (let i = 1; i <= texts; i += 1) {
    void ann.session.handleCommand(post('x'.repeat(length)));
    if (i % 25 === 0) await w.clock.advance(100);
  }
  await w.clock.advance(100);
  bus.loses = false;
  void ann.session.handleCommand(post('heard'));
  await w.clock.advance(1_000);
  return bob.line.all('room-changed').map(({ from, to, content }) => [from, to, content.length]);
}

it('FAN-10 what was missed for a second of a storm is one frame, not a new beginning for everybody', async () => {
  expect(await missed(900, 10)).toEqual([[0, 901, 901]]);
  expect(await missed(1_000, 10)).toEqual([[1_001, 1_001, 0]]);
});

it('FAN-10 so do many long texts, up to a bound', async () => {
  expect(await missed(95, 10_000)).toEqual([[0, 96, 96]]);
  expect(await missed(105, 10_000)).toEqual([[106, 106, 0]]);
});
