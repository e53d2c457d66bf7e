import { expect, it } from 'vitest';
import { enter, FakeConnection, hello, newCommand, newComment, post, ROOM, vote, world } from '../test/world.ts';

it('CONN-7 a stopping engine finishes its answers and frames, says going-away and closes', async () => {
  const w = world();
  const engine = w.engine();
  const [ann, bob] = [await enter(w, engine, 'ann'), await enter(w, engine)];
  void ann.session.handleCommand(post('first'));
  await w.clock.settle();
  // Under way when the drain begins; its frame would wait for its pace.
  let answeredBeforeClose = false;
  const answer = ann.session.handleCommand(post('last')).then((result) => {
    answeredBeforeClose = ann.line.closed === undefined;
    return result;
  });
  const draining = engine.drain(5_000);
  await w.clock.settle();
  await draining;
  expect((await answer).ok).toBe(true);
  expect(answeredBeforeClose).toBe(true);
  expect(bob.line.bodies).toEqual(['first', 'last']);
  for (const { line } of [ann, bob]) {
    expect(line.closed).toMatchObject({ refusal: { code: 'going-away', class: 'retry' }, retryWindowMs: 5_000 });
  }
  expect(engine.status()).toEqual({ rooms: 0, sessions: 0, draining: true });
  expect(w.clock.waiting()).toBe(0);
});

it('CONN-7 an answer is on its way to the socket before the goodbye, a refusal too', async () => {
  const w = world();
  const engine = w.engine();
  const ann = await enter(w, engine, 'ann');
  let closedAtAnswer: boolean | undefined;
  void ann.session.handleCommand(vote(newComment(), 1)).then(async () => {
    // A gateway's own awaits on the way to the socket.
    for (let i = 0; i < 20; i += 1) await undefined;
    closedAtAnswer = ann.line.closed !== undefined;
  });
  const draining = engine.drain(1_000);
  await w.clock.settle();
  await draining;
  expect(closedAtAnswer).toBe(false);
});

it('CONN-7 a stopping engine takes nothing new', async () => {
  const w = world();
  const engine = w.engine();
  const ann = await enter(w, engine, 'ann');
  const draining = engine.drain(1_000);
  const goingAway = { ok: false, refusal: { code: 'going-away', class: 'retry' } };
  expect(await ann.session.handleCommand(post('too late'))).toMatchObject(goingAway);
  expect(await engine.connect(new FakeConnection('late'), hello())).toMatchObject(goingAway);
  expect(await engine.keep(ROOM, { kind: 'lock-room', command: newCommand() })).toMatchObject(goingAway);
  await w.clock.settle();
  await draining;
});

it('CONN-7 who is being greeted when the engine stops is turned away', async () => {
  const w = world();
  const engine = w.engine();
  const entering = engine.connect(new FakeConnection('early'), hello());
  const draining = engine.drain(1_000);
  await w.clock.settle();
  await draining;
  expect(await entering).toMatchObject({ ok: false, refusal: { code: 'going-away' } });
  expect(engine.status().sessions).toBe(0);
});
