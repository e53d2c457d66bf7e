import { expect, it } from 'vitest';
import { enter, FakeConnection, hello, newCommand, newComment, post, ROOM, vote, world } from '../test/world.ts';
import { memoryBus, memoryRoomStore, memoryWire } from './memory/index.ts';

/** A client that knows no word for moving. */
const OLD = { protocol: 1 };

it('DRAIN-1 a stopping engine finishes its answers and frames, and only then tells its clients to move', async () => {
  const w = world();
  const engine = w.engine();
  const [ann, bob] = [await enter(w, engine, 'ann'), await enter(w, engine)];
  void ann.session.handleCommand(post('first'));
  await w.clock.settle();
  // Under way when the drain begins; its frame would wait for its pace.
  let toldBeforeAnswer: number | undefined;
  void ann.session.handleCommand(post('last')).then(async () => {
    // A gateway's own awaits on the way to the socket.
    for (let i = 0; i < 20; i += 1) await undefined;
    toldBeforeAnswer = ann.line.all('connection-moving').length;
  });
  void engine.drain(5_000);
  await w.clock.settle();
  expect(toldBeforeAnswer).toBe(0);
  expect(bob.line.bodies).toEqual(['first', 'last']);
  for (const { line } of [ann, bob]) {
    expect(line.sent.at(-1)).toMatchObject({ name: 'connection-moving', payload: { windowMs: 5_000 } });
    expect(line.closed).toBeUndefined();
  }
});

it('DRAIN-1 who has not moved yet is kept up to date', async () => {
  const w = world();
  const wire = memoryWire();
  const [here, there] = [w.engine({ bus: memoryBus(wire) }), w.engine({ bus: memoryBus(wire) })];
  const [ann, bob] = [await enter(w, here), await enter(w, there, 'bob')];
  void here.drain(5_000);
  await w.clock.advance(1_000);
  void bob.session.handleCommand(post('elsewhere'));
  await w.clock.advance(1_000);
  expect(ann.line.bodies).toEqual(['elsewhere']);
});

it('DRAIN-1 a stopping engine takes nothing new', async () => {
  const w = world();
  const engine = w.engine();
  const ann = await enter(w, engine, 'ann');
  const entering = engine.connect(new FakeConnection('early'), hello());
  void engine.drain(1_000);
  const goingAway = { ok: false, refusal: { code: 'going-away', class: 'retry' } };
  expect(await ann.session.handleCommand(post('too late'))).toMatchObject(goingAway);
  expect(await engine.connect(new FakeConnection('late'), hello())).toMatchObject(goingAway);
  expect(await engine.keep(ROOM, { kind: 'lock-room', command: newCommand() })).toMatchObject(goingAway);
  await w.clock.settle();
  expect(await entering).toMatchObject(goingAway);
  expect(engine.status().sessions).toBe(1);
});

it('SYNC-1 who awaits the welcome of a stopping engine is closed, and told nothing before it', async () => {
  const w = world();
  let isSlow = false;
  const store = memoryRoomStore({
    latency: () => (isSlow ? new Promise<void>((go) => void w.clock.after(3_000, go)) : Promise.resolve()),
  });
  const engine = w.engine({ store });
  await enter(w, engine, 'ann');
  isSlow = true;
  const early = new FakeConnection('early');
  const entering = engine.connect(early, hello({ around: newComment() }));
  await w.clock.advance(100);
  expect(engine.status().sessions).toBe(2);
  void engine.drain(5_000);
  await w.clock.advance(2_500);
  expect(early.sent).toEqual([]);
  expect(early.closed).toMatchObject({ refusal: { code: 'going-away' } });
  await w.clock.advance(10_000);
  expect(await entering).toMatchObject({ ok: false });
  expect(early.sent).toEqual([]);
});

it('DRAIN-3 it ends as soon as all have moved', async () => {
  const w = world();
  const engine = w.engine();
  const people = [await enter(w, engine), await enter(w, engine)];
  let isOver = false;
  void engine.drain(5_000).then(() => {
    isOver = true;
  });
  await w.clock.advance(1_000);
  people[0]!.session.end();
  await w.clock.advance(1_000);
  expect(isOver).toBe(false);
  people[1]!.session.end();
  await w.clock.advance(100);
  expect(isOver).toBe(true);
  expect(engine.status()).toEqual({ rooms: 0, sessions: 0, draining: true });
  expect(w.clock.waiting()).toBe(0);
});

it('DRAIN-3 who has not moved inside the window is told going-away and closed', async () => {
  const w = world();
  const engine = w.engine();
  const { line } = await enter(w, engine);
  const drained = engine.drain(3_000);
  await w.clock.advance(3_000);
  expect(line.closed).toBeUndefined();
  await w.clock.advance(600);
  await drained;
  expect(line.closed).toMatchObject({ refusal: { code: 'going-away', class: 'retry' } });
});

it('DRAIN-3 it ends within 10 s, whatever window is asked for and whatever hangs', async () => {
  const w = world();
  let isHanging = false;
  const never = new Promise<void>(() => {});
  const store = memoryRoomStore({ latency: () => (isHanging ? never : Promise.resolve()) });
  const bus = { ...memoryBus(), close: () => never };
  // A pool that waits for a connection which is in use closes as late as its database answers.
  const engine = w.engine({ store: { ...store, close: () => never }, bus });
  const ann = await enter(w, engine, 'ann');
  isHanging = true;
  void ann.session.handleCommand(post('into the void'));
  let isOver = false;
  void engine.drain(60_000).then(() => {
    isOver = true;
  });
  await w.clock.advance(9_999);
  expect(isOver).toBe(true);
});

it('CONN-7 an older client is told going-away with the window, after its answers, refusals too', async () => {
  const w = world();
  const engine = w.engine();
  const ann = await enter(w, engine, 'ann', OLD);
  let closedAtAnswer: boolean | undefined;
  void ann.session.handleCommand(vote(newComment(), 1)).then(async () => {
    for (let i = 0; i < 20; i += 1) await undefined;
    closedAtAnswer = ann.line.closed !== undefined;
  });
  const drained = engine.drain(1_000);
  await w.clock.advance(100);
  await drained;
  expect(closedAtAnswer).toBe(false);
  expect(ann.line.closed).toMatchObject({ refusal: { code: 'going-away', class: 'retry' }, retryWindowMs: 1_000 });
});

it('CONN-7 without a window everybody is told to come back at once, and nobody waited for', async () => {
  const w = world();
  const engine = w.engine();
  const { line } = await enter(w, engine);
  const drained = engine.drain(0);
  await w.clock.settle();
  await drained;
  expect(line.closed).toMatchObject({ refusal: { code: 'going-away' }, retryWindowMs: 0 });
  expect(w.clock.waiting()).toBe(0);
});
