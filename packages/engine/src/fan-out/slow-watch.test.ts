import type { Epoch } from '@parley/protocol';
import { expect, it } from 'vitest';
import { enter, newCommand, newComment, type Person, post, world } from '../../test/world.ts';
import { memoryLimiter } from '../memory/index.ts';
import { acknowledgeEveryMs, OWN_BYTES_MOST } from './limits.ts';

const free = { burst: 100_000, everyMs: 1 };
const rates = { writes: free, votes: free, addressWrites: free, roomWrites: free, commentVotes: free };
const EPOCH = 'memory' as Epoch;
/** Each frame with one such text is above 20,000 characters: seven are more than may be unacknowledged. */
const LONG = 'x'.repeat(20_000);

async function crowd(viewers: number, parts: { queuedBytesMax?: number } = {}) {
  const w = world();
  const engine = w.engine({ limiter: memoryLimiter(w.clock, rates), ...parts });
  const ann = await enter(w, engine, 'ann');
  const others: Person[] = [];
  for (let i = 0; i < viewers; i += 1) others.push(await enter(w, engine));
  const comment = newComment();
  void ann.session.handleCommand(post('short', comment));
  await w.clock.advance(1_000);
  let edits = 0;
  /** So many times a long text, each in place of the last; `each` runs after it. */
  const talk = async (times: number, each: () => void = () => {}, everyMs = 1_000) => {
    for (let time = 0; time < times; time += 1) {
      const edit = { kind: 'edit-comment', command: newCommand(), comment, body: `${LONG}${edits}`, editCount: edits } as const;
      edits += 1;
      void ann.session.handleCommand(edit);
      await w.clock.advance(everyMs);
      each();
    }
  };
  return { w, engine, ann, others, talk };
}

const acknowledges = ({ session, line }: Person) => session.acknowledgeHead({ epoch: EPOCH, rev: line.cursor });
const resync = { refusal: { code: 'resync-later', class: 'retry' }, retryWindowMs: 5_000 };

it('FAN-7 bytes that wait inside the network show by acknowledged heads: passed over, then caught up by one frame', async () => {
  const { w, ann, others, talk } = await crowd(2);
  const [stopped, reader] = [others[0]!, others[1]!];
  const rest = () => [ann, reader].forEach(acknowledges);
  // Its own queue is empty all the time: the system takes everything.
  await talk(34, rest);
  const given = stopped.line.cursor;
  expect(given).toBeGreaterThan(20);
  expect(given).toBeLessThan(30);
  expect(reader.line.cursor).toBe(35);
  expect(w.metrics.standing('slow-sessions')).toBe(1);
  // It reads again, and says so.
  stopped.session.acknowledgeHead({ epoch: EPOCH, rev: given });
  expect(stopped.line.cursor).toBe(35);
  expect(stopped.line.bodies).toEqual(reader.line.bodies);
  await talk(5, () => [ann, stopped, reader].forEach(acknowledges));
  expect(stopped.line.cursor).toBe(40);
  expect([w.metrics.counted('slow-skips'), w.metrics.counted('catch-ups'), w.metrics.standing('slow-sessions')]).toEqual([
    1, 1, 0,
  ]);
});

it('FAN-7 who has acknowledged a part of it only stays passed over', async () => {
  const { others, talk } = await crowd(1);
  const { line, session } = others[0]!;
  await talk(35);
  const frames = line.all('room-changed').length;
  expect(frames).toBeLessThan(36);
  session.acknowledgeHead({ epoch: EPOCH, rev: 3 });
  await talk(2);
  expect(line.all('room-changed')).toHaveLength(frames);
});

it('FAN-7 an older client is judged by its queue alone, and nobody by little', async () => {
  const { w, engine, ann, others, talk } = await crowd(1);
  const older = await enter(w, engine, undefined, { protocol: 1 });
  const quiet = others[0]!;
  await talk(60, () => [ann, quiet].forEach(acknowledges));
  // A page in the background: two minutes without a word, and little to say.
  for (let i = 0; i < 120; i += 1) {
    void ann.session.handleCommand(post('short'));
    await w.clock.advance(1_000);
  }
  for (const { line } of [older, quiet]) {
    expect(line.cursor).toBe(181);
    expect(line.closed).toBeUndefined();
  }
});

it('FAN-7 what comes at once after a long silence is not late at once', async () => {
  const { w, ann, others, talk } = await crowd(1);
  const { line } = others[0]!;
  acknowledges(others[0]!);
  void ann.session.handleCommand(post('not acknowledged for minutes'));
  await w.clock.advance(300_000);
  await talk(20, () => acknowledges(ann));
  expect(line.cursor).toBe(22);
  expect(line.closed).toBeUndefined();
});

it('FAN-7 what a client claims beyond what there is, or of another history, is not believed', async () => {
  const { w, ann, others, talk } = await crowd(1);
  const { session } = others[0]!;
  session.acknowledgeHead({ epoch: 'other' as Epoch, rev: 1_000 });
  session.acknowledgeHead({ epoch: EPOCH, rev: 1_000_000 });
  await talk(35, () => acknowledges(ann));
  expect(w.metrics.standing('slow-sessions')).toBe(1);
});

it('FAN-8 who is behind for 30 s is sent away, by its queue or by its acknowledged heads', async () => {
  const { w, ann, others, talk } = await crowd(3);
  const [byQueue, byLag, reader] = [others[0]!, others[1]!, others[2]!];
  const rest = () => [ann, reader].forEach(acknowledges);
  // The seventh text is one too many to be unacknowledged.
  await talk(6, rest);
  byQueue.line.stuck = 2;
  await talk(30, rest);
  for (const { line } of [byQueue, byLag]) expect(line.closed).toBeUndefined();
  await talk(3, rest);
  for (const { line } of [byQueue, byLag]) expect(line.closed).toEqual(resync);
  expect(reader.line.closed).toBeUndefined();
  expect([w.metrics.counted('closed-for-lag'), w.metrics.counted('resyncs')]).toEqual([2, 2]);
});

it('FAN-8 the third catch-up in a row that takes long is one too many', async () => {
  const { w, others, talk } = await crowd(1);
  const { line } = others[0]!;
  for (let turn = 1; turn <= 3; turn += 1) {
    line.stuck = 2;
    await talk(7);
    line.drain();
    expect(line.closed).toEqual(turn < 3 ? undefined : resync);
    await talk(1);
  }
  expect(w.metrics.counted('closed-for-relapses')).toBe(1);
});

it('FAN-8 a quick catch-up, or a minute of keeping up, makes good for slow ones', async () => {
  for (const better of ['quick', 'minute'] as const) {
    const { ann, others, talk } = await crowd(1);
    const all = () => [ann, others[0]!].forEach(acknowledges);
    const { line } = others[0]!;
    for (let turn = 0; turn < 5; turn += 1) {
      line.stuck = 2;
      await talk(7, all);
      line.drain();
      if (better === 'minute') await talk(61, all);
      else {
        line.stuck = 2;
        await talk(1, all);
        line.drain();
      }
    }
    expect(line.closed).toBeUndefined();
    expect(line.cursor).toBeGreaterThan(30);
  }
});

it('FAN-8 a connection may hold more than its bound for a large page, but not for long', async () => {
  const { w, others } = await crowd(2);
  const [page, full] = [others[0]!.line, others[1]!.line];
  page.queued = OWN_BYTES_MOST + 1;
  full.queued = OWN_BYTES_MOST + 1;
  await w.clock.advance(8_000);
  page.queued = 0;
  await w.clock.advance(8_000);
  expect([page.closed, full.closed]).toEqual([undefined, resync]);
  expect(w.metrics.counted('closed-for-own-bytes')).toBe(1);
});

it('FAN-8 where all together hold too much, those with most bytes go first, then those furthest behind', async () => {
  const { w, others, talk } = await crowd(4, { queuedBytesMax: 1_000 });
  const [most, late, early, least] = others.map(({ line }) => line) as [Line, Line, Line, Line];
  late.stuck = 2;
  await talk(3);
  early.stuck = 2;
  await talk(3);
  most.queued = 500;
  late.queued = early.queued = 400;
  least.queued = 100;
  await w.clock.advance(1_000);
  expect([most, late, early, least].map(({ closed }) => closed?.refusal.code)).toEqual([
    'resync-later',
    undefined,
    undefined,
    undefined,
  ]);
  expect(w.metrics.standing('queued-bytes')).toBe(1_400);
  least.queued = 300;
  await w.clock.advance(1_000);
  expect([late, early, least].map(({ closed }) => closed?.refusal.code)).toEqual(['resync-later', undefined, undefined]);
  await w.clock.advance(2_000);
  expect([early, least].map(({ closed }) => closed)).toEqual([undefined, undefined]);
  expect([w.metrics.counted('closed-for-all-bytes'), w.metrics.standing('queued-bytes')]).toEqual([2, 700]);
});

it('FAN-9 those who catch up between two frames get the same bytes, however often the room changes meanwhile', async () => {
  const { w, ann, others, talk } = await crowd(20);
  await talk(2);
  for (const { line } of others) line.stuck = 2;
  await talk(5);
  // The next frame waits for its pace.
  void ann.session.handleCommand(post('one'));
  await w.clock.settle();
  const before = w.encodings;
  for (const { line } of others) {
    line.drain();
    void ann.session.handleCommand(post('another'));
    await w.clock.settle();
  }
  expect(w.encodings).toBe(before + 1);
  await w.clock.advance(1_000);
  for (const { line } of others) expect(line.cursor).toBe(29);
});

it('FAN-9 those who fell behind at different revisions are caught up by one checkpoint: one encoding, no read', async () => {
  const { w, others, talk } = await crowd(60);
  // Twenty fall behind with each of three frames of one second, and all of them have taken what they were given later.
  const thirds = [0, 20, 40].map((from) => others.slice(from, from + 20));
  for (const third of thirds) {
    for (const { line } of third) line.stuck = 2;
    await talk(1, undefined, 200);
  }
  await talk(3);
  const [encodings, reads] = [w.encodings, w.metrics.counted('store-reads')];
  for (const { line } of others) line.drain();
  await w.clock.settle();
  expect([w.encodings - encodings, w.metrics.counted('store-reads') - reads]).toEqual([1, 0]);
  expect(new Set(others.map(({ line }) => line.all('room-changed').at(-1))).size).toBe(1);
  for (const { line } of others) expect(line.cursor).toBe(7);
});

it('FAN-9 those who are sent away and come back are carried by one read and one encoding', async () => {
  const { w, engine, others, talk } = await crowd(50);
  for (const { line } of others) line.stuck = 2;
  await talk(40);
  for (const { line } of others) expect(line.closed).toMatchObject(resync);
  for (const { session } of others) session.end();
  const [encodings, reads] = [w.encodings, w.metrics.counted('store-reads')];
  const resume = { epoch: EPOCH, rev: 1 };
  const back = await Promise.all(others.map(() => enter(w, engine, undefined, { resume })));
  expect(w.encodings - encodings).toBe(1);
  expect(w.metrics.counted('store-reads') - reads).toBeLessThanOrEqual(1);
  for (const { line } of back) expect(line.cursor).toBe(41);
});

it('SYNC-10 heads are acknowledged fewer than a thousand times a second in one process', () => {
  for (const sessions of [1, 900, 7_200, 7_201, 10_000, 100_000]) {
    for (const rate of [0, 1_000, 1_000_000]) {
      const everyMs = acknowledgeEveryMs(sessions, rate);
      expect(everyMs % 1_000).toBe(0);
      expect((sessions * 1_000) / everyMs).toBeLessThan(1_000);
    }
  }
});

it('SYNC-10 the pace follows from what the room sends: twice while what may be unacknowledged is sent, from 8 s to 64 s', async () => {
  expect([0, 1_000, 2_000, 4_000, 8_000, 100_000].map((rate) => acknowledgeEveryMs(1, rate))).toEqual([
    64_000, 64_000, 32_000, 16_000, 8_000, 8_000,
  ]);
  const { w, others, engine, talk } = await crowd(1);
  const { line } = others[0]!;
  const told = () => line.all('room-changed').flatMap(({ acknowledgeEveryMs }) => acknowledgeEveryMs ?? []);
  expect(line.all('welcome')[0]?.acknowledgeEveryMs).toBe(64_000);
  await talk(10, () => acknowledges(others[0]!));
  expect(told()).toEqual([16_000, 8_000]);
  const late = await enter(w, engine);
  expect(late.line.all('welcome')[0]?.acknowledgeEveryMs).toBe(8_000);
  await w.clock.advance(60_000);
  await talk(1);
  expect(told().at(-1)).toBeGreaterThan(8_000);
});

type Line = Person['line'];
