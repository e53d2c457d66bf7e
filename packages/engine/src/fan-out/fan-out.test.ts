import { expect, it } from 'vitest';
import { enter, newComment, type Person, post, vote, world } from '../../test/world.ts';
import { memoryLimiter } from '../memory/index.ts';

/** Limits that no test of fan-out meets. */
const free = { burst: 100_000, everyMs: 1 };
const rates = { writes: free, votes: free, addressWrites: free, roomWrites: free, commentVotes: free };

async function crowd(viewers: number) {
  const w = world();
  const engine = w.engine({ limiter: memoryLimiter(w.clock, rates) });
  const ann = await enter(w, engine, 'ann');
  const others: Person[] = [];
  for (let i = 0; i < viewers; i += 1) others.push(await enter(w, engine));
  return { w, engine, ann, others };
}

it('SYNC-5 the answer reaches its socket before the frame with its change', async () => {
  const { w, ann } = await crowd(1);
  let framesAtAnswer = -1;
  void ann.session.handleCommand(post('hello')).then(async () => {
    // A gateway's own awaits on the way to the socket.
    for (let i = 0; i < 10; i += 1) await undefined;
    framesAtAnswer = ann.line.all('room-changed').length;
  });
  await w.clock.settle();
  expect(framesAtAnswer).toBe(0);
  expect(ann.line.all('room-changed')).toHaveLength(1);
});

it('FAN-1 the first change goes at once, what comes meanwhile merges into the next frame', async () => {
  const { w, ann, others } = await crowd(1);
  const line = others[0]!.line;
  for (let i = 0; i < 5; i += 1) {
    void ann.session.handleCommand(post(`${i}`));
    await w.clock.settle();
  }
  expect(line.all('room-changed')).toHaveLength(1);
  expect(line.bodies).toEqual(['0']);
  await w.clock.advance(50);
  expect(line.all('room-changed').map(({ from, to }) => [from, to])).toEqual([
    [0, 1],
    [1, 5],
  ]);
  expect(line.bodies).toEqual(['0', '1', '2', '3', '4']);
  await w.clock.advance(5_000);
  expect(line.all('room-changed')).toHaveLength(2);
});

it('FAN-3 dear deliveries make fewer frames, and every comment still comes', async () => {
  const { w, ann, others } = await crowd(50);
  // 0.5 ms each: 25 ms for everybody, so four frames a second use up the share of a tenth.
  for (const { line } of [ann, ...others]) line.onWrite = () => w.clock.spend(0.5);
  for (let i = 0; i < 200; i += 1) {
    void ann.session.handleCommand(post(`${i}`));
    await w.clock.advance(50);
  }
  const before = others[0]!.line.all('room-changed').length;
  const since = w.clock.steady();
  for (let i = 200; i < 400; i += 1) {
    void ann.session.handleCommand(post(`${i}`));
    await w.clock.advance(50);
  }
  const perSecond = ((others[0]!.line.all('room-changed').length - before) * 1_000) / (w.clock.steady() - since);
  expect(perSecond).toBeGreaterThan(2);
  expect(perSecond).toBeLessThan(5);
  await w.clock.advance(1_000);
  expect(others[0]!.line.bodies).toHaveLength(400);
});

it('FAN-4 writes go in slices, and other work runs between them', async () => {
  const { w, ann, others } = await crowd(300);
  let written = 0;
  const writtenAtYield: number[] = [];
  for (const { line } of [ann, ...others]) {
    line.onWrite = () => {
      written += 1;
    };
  }
  const yieldNow = w.clock.yield;
  w.clock.yield = () => {
    writtenAtYield.push(written);
    return yieldNow();
  };
  void ann.session.handleCommand(post('hello'));
  await w.clock.settle();
  expect(written).toBe(301);
  expect(writtenAtYield).toEqual([0, 128, 256]);
});

it('FAN-4 a slice ends after 4 ms', async () => {
  const { w, ann, others } = await crowd(63);
  let written = 0;
  const slices: number[] = [];
  for (const { line } of [ann, ...others]) {
    line.onWrite = () => {
      written += 1;
      w.clock.spend(0.25);
    };
  }
  const yieldNow = w.clock.yield;
  w.clock.yield = () => {
    slices.push(written);
    return yieldNow();
  };
  void ann.session.handleCommand(post('hello'));
  await w.clock.settle();
  expect(slices).toEqual([0, 16, 32, 48, 64]);
});

it('FAN-4 who joins while a frame goes out misses nothing', async () => {
  const { w, engine, ann, others } = await crowd(300);
  let joining: Promise<Person> | undefined;
  others[10]!.line.onWrite = () => {
    joining ??= enter(w, engine);
  };
  void ann.session.handleCommand(post('one'));
  await w.clock.settle();
  void ann.session.handleCommand(post('two'));
  await w.clock.advance(1_000);
  const late = await joining!;
  expect(late.line.bodies).toEqual(['one', 'two']);
  expect(late.line.cursor).toBe(2);
});

it('FAN-5 a connection that is behind is skipped and then gets one frame with all it lacks', async () => {
  const { w, ann, others } = await crowd(2);
  const [slow, fast] = [others[0]!.line, others[1]!.line];
  void ann.session.handleCommand(post('before'));
  await w.clock.advance(1_000);
  slow.stuck = 2;
  for (let i = 0; i < 5; i += 1) {
    void ann.session.handleCommand(post(`${i}`));
    await w.clock.advance(1_000);
  }
  expect(fast.all('room-changed')).toHaveLength(6);
  expect(slow.all('room-changed')).toHaveLength(1);
  slow.drain();
  expect(slow.all('room-changed')).toHaveLength(2);
  expect(slow.bodies).toEqual(fast.bodies);
  expect(slow.cursor).toBe(6);
  void ann.session.handleCommand(post('after'));
  await w.clock.advance(1_000);
  expect(slow.bodies).toEqual(fast.bodies);
  expect(slow.cursor).toBe(7);
});

it('FAN-5 own facts wait with the rest while a connection is behind', async () => {
  const { w, engine, ann } = await crowd(0);
  const comment = newComment();
  void ann.session.handleCommand(post('votable', comment));
  await w.clock.advance(1_000);
  const [tab, other] = [await enter(w, engine, 'bob'), await enter(w, engine, 'bob')];
  other.line.stuck = 2;
  void ann.session.handleCommand(post('makes it notice'));
  await w.clock.advance(1_000);
  void tab.session.handleCommand(vote(comment, 1));
  await w.clock.advance(1_000);
  const held = other.line.sent.length;
  other.line.drain();
  expect(other.line.sent.slice(held).map(({ name }) => name)).toEqual(['mine-changed', 'room-changed']);
  expect(other.line.all('mine-changed')[0]).toEqual({ epoch: 'memory', facts: [{ comment, value: 1, rev: 3 }] });
});

it('FAN-5 who is too far behind for one frame is sent away to resume', async () => {
  const { w, ann, others } = await crowd(1);
  const slow = others[0]!.line;
  void ann.session.handleCommand(post('before'));
  await w.clock.advance(1_000);
  slow.stuck = 2;
  for (let i = 0; i < 600; i += 1) {
    void ann.session.handleCommand(post(`${i}`));
    if (i % 30 === 29) await w.clock.advance(1_000);
  }
  slow.drain();
  expect(slow.closed).toMatchObject({ refusal: { code: 'resync-later', class: 'retry' } });
});

it('FAN-6 a frame is encoded once for all', async () => {
  const { w, ann, others } = await crowd(20);
  const before = w.encodings;
  void ann.session.handleCommand(post('hello'));
  await w.clock.settle();
  expect(w.encodings).toBe(before + 1);
  const frames = others.map(({ line }) => line.all('room-changed')[0]);
  expect(new Set(frames).size).toBe(1);
});

it('OUT-1 a command that changed nothing is done at a revision that its sender has reached', async () => {
  const { w, ann } = await crowd(0);
  const comment = newComment();
  void ann.session.handleCommand(post('text', comment));
  await w.clock.advance(1_000);
  const answer = ann.session.handleCommand({
    kind: 'edit-comment',
    command: post('').command,
    comment,
    body: 'text',
    editCount: 0,
  });
  await w.clock.advance(1_000);
  const result = await answer;
  expect(result.ok && result.value.rev <= ann.line.cursor).toBe(true);
});
