import { CATCH_UP_MAX_ROWS, type Epoch, type Position } from '@parley/protocol';
import { expect, it } from 'vitest';
import { enter, FakeConnection, hello, newComment, type Person, post, vote, type World, world } from '../../test/world.ts';
import { memoryLimiter } from '../memory/index.ts';

const free = { burst: 100_000, everyMs: 1 };
const unlimited = (w: World) => ({
  limiter: memoryLimiter(w.clock, { writes: free, votes: free, addressWrites: free, roomWrites: free, commentVotes: free }),
});
const at = (rev: number, epoch = 'memory'): Position => ({ epoch: epoch as Epoch, rev });
const startOf = ({ line }: Person) => line.all('welcome')[0]!.start;

async function write(w: World, { session }: Person, ...bodies: string[]): Promise<void> {
  for (const body of bodies) void session.handleCommand(post(body));
  await w.clock.advance(2_000);
}

it('SYNC-2 a position that is current gets a catch-up with nothing, without a read', async () => {
  const w = world();
  const engine = w.engine();
  const ann = await enter(w, engine, 'ann');
  await write(w, ann, 'one', 'two');
  const reads = w.metrics.counted('store-reads');
  const back = await enter(w, engine, undefined, { resume: at(2) });
  expect(startOf(back)).toMatchObject({ kind: 'catch-up', mine: [], frame: { from: 2, to: 2, content: [], tallies: [] } });
  expect(w.metrics.counted('store-reads')).toBe(reads);
});

it('SYNC-2 an earlier position gets what it lacks from memory', async () => {
  const w = world();
  const engine = w.engine();
  const ann = await enter(w, engine, 'ann');
  await write(w, ann, 'one');
  await write(w, ann, 'two', 'three');
  const reads = w.metrics.counted('store-reads');
  const back = await enter(w, engine, undefined, { resume: at(1) });
  expect(startOf(back)).toMatchObject({ kind: 'catch-up', frame: { from: 1, to: 3 } });
  expect(back.line.bodies).toEqual(['three', 'two']);
  expect(w.metrics.counted('store-reads')).toBe(reads);
});

it('SYNC-2 what memory does not hold comes from the store, own facts too', async () => {
  const w = world();
  const ann = await enter(w, w.engine(), 'ann');
  const comment = newComment();
  void ann.session.handleCommand(post('one', comment));
  await w.clock.advance(2_000);
  const bob = await enter(w, w.engine(), 'bob');
  void bob.session.handleCommand(vote(comment, -1));
  await write(w, ann, 'two');

  const back = await enter(w, w.engine(), 'bob', { resume: at(1) });
  const start = startOf(back);
  expect(start).toMatchObject({ kind: 'catch-up', mine: [{ comment, value: -1, rev: 2 }], frame: { to: 3 } });
  expect(back.line.bodies).toContain('two');
});

it('SYNC-2 a position of an earlier epoch is good up to the head at which its successor began', async () => {
  const w = world();
  const before = await enter(w, w.engine(), 'ann');
  await write(w, before, 'one', 'two');
  const store = w.store.reopen('second');
  const engine = w.engine({ store });
  const ann = await enter(w, engine, 'ann', { resume: at(1) });
  expect(startOf(ann)).toMatchObject({ kind: 'catch-up', frame: { epoch: 'second', to: 2 } });
  await write(w, ann, 'three');
  const good = await enter(w, engine, undefined, { resume: at(2) });
  expect(startOf(good)).toMatchObject({ kind: 'catch-up', frame: { epoch: 'second', to: 3 } });
  const lost = await enter(w, engine, undefined, { resume: at(70) });
  expect(startOf(lost)).toMatchObject({ kind: 'snapshot', page: { epoch: 'second', head: 3 } });
  const stranger = await enter(w, engine, undefined, { resume: at(2, 'never-was') });
  expect(startOf(stranger).kind).toBe('snapshot');
});

it('SYNC-11 a position beyond the end of a restored database gets a snapshot, though others near it are carried over', async () => {
  const w = world();
  const before = await enter(w, w.engine(unlimited(w)), 'ann');
  for (let i = 0; i < 70; i += 14) await write(w, before, ...Array.from({ length: 14 }, (_, j) => `${i + j}`));
  const backup = w.store.copy();
  await write(w, before, 'undone');
  const engine = w.engine({ ...unlimited(w), store: backup.reopen('second') });
  const ann = await enter(w, engine, 'ann', { resume: at(70) });
  expect(startOf(ann)).toMatchObject({ kind: 'catch-up', frame: { epoch: 'second' } });
  await write(w, ann, 'instead', 'and more');
  const good = await enter(w, engine, undefined, { resume: at(70) });
  expect(startOf(good)).toMatchObject({ kind: 'catch-up', frame: { epoch: 'second', to: 72 } });
  const undone = await enter(w, engine, undefined, { resume: at(71) });
  expect(startOf(undone)).toMatchObject({ kind: 'snapshot', page: { epoch: 'second', head: 72 } });
});

it('SYNC-2 a position beyond the head gets a snapshot', async () => {
  const w = world();
  const engine = w.engine();
  const ann = await enter(w, engine, 'ann');
  await write(w, ann, 'one');
  expect(startOf(await enter(w, engine, undefined, { resume: at(9) })).kind).toBe('snapshot');
});

it('SYNC-3 a catch-up above 500 rows or 256 K characters becomes a snapshot', async () => {
  const w = world();
  const engine = w.engine(unlimited(w));
  const ann = await enter(w, engine, 'ann');
  await write(w, ann, 'one');
  for (let i = 0; i < 10; i += 1) await write(w, ann, ...Array.from({ length: 30 }, (_, n) => `${i} ${n}`));
  expect(startOf(await enter(w, engine, undefined, { resume: at(1) })).kind).toBe('snapshot');
  expect(startOf(await enter(w, w.engine(), undefined, { resume: at(1) })).kind).toBe('snapshot');
  expect(startOf(await enter(w, engine, undefined, { resume: at(301 - CATCH_UP_MAX_ROWS / 4) })).kind).toBe('catch-up');
  for (let i = 0; i < 8; i += 1) await write(w, ann, 'x'.repeat(39_000));
  expect(startOf(await enter(w, engine, undefined, { resume: at(301) })).kind).toBe('snapshot');
  expect(startOf(await enter(w, engine, undefined, { resume: at(305) })).kind).toBe('catch-up');
});

it('SYNC-4 frames chain from the welcome, whenever somebody joins in a busy room', async () => {
  const w = world();
  const engine = w.engine(unlimited(w));
  const ann = await enter(w, engine, 'ann');
  const people: Person[] = [];
  for (let i = 0; i < 60; i += 1) {
    void ann.session.handleCommand(post(`${i}`));
    if (i % 3 === 0) people.push(await enter(w, engine, i % 2 ? `person ${i}` : undefined));
    if (i % 7 === 0) people.push(await enter(w, engine, undefined, { resume: at(Math.floor(i / 2)) }));
    await w.clock.advance(17);
  }
  await w.clock.advance(2_000);
  // `cursor` throws where a frame leaves a hole.
  expect(people.map(({ line }) => line.cursor)).toEqual(people.map(() => 60));
});

it('SYNC-4 a room that changes by more than a frame in a second still lets people in', async () => {
  const w = world();
  const engine = w.engine(unlimited(w));
  const ann = await enter(w, engine, 'ann');
  await write(w, ann, 'first');
  await enter(w, engine);
  for (let i = 0; i < 20; i += 1) {
    for (let n = 0; n < 30; n += 1) void ann.session.handleCommand(post(`${i} ${n}`));
    await w.clock.advance(40);
  }
  await w.clock.advance(100);
  const late = await enter(w, engine);
  expect(late.line.cursor).toBe(601);
});

it('SYNC-7 many who join or come back at once cost a handful of reads and encodings', async () => {
  const w = world();
  const first = w.engine();
  const ann = await enter(w, first, 'ann');
  for (let i = 0; i < 5; i += 1) await write(w, ann, `${i}`);

  const engine = w.engine();
  const encodings = w.encodings;
  const reads = w.metrics.counted('store-reads');
  const lines = Array.from({ length: 300 }, (_, i) => new FakeConnection(`back ${i}`));
  const entering = lines.map((line, i) => engine.connect(line, hello(i % 3 === 0 ? {} : { resume: at(i % 6) })));
  await w.clock.settle();
  expect((await Promise.all(entering)).every(({ ok }) => ok)).toBe(true);
  expect(lines.every(({ cursor }) => cursor === 5)).toBe(true);
  expect(w.metrics.counted('store-reads') - reads).toBeLessThanOrEqual(5);
  expect(w.encodings - encodings).toBeLessThanOrEqual(10);
});

it('SYNC-7 a shared snapshot is not older than 1 s, nor older than the revision that somebody names', async () => {
  const w = world();
  const engine = w.engine();
  const ann = await enter(w, engine, 'ann');
  await write(w, ann, 'one');
  await enter(w, engine);
  const reads = w.metrics.counted('store-reads');
  await enter(w, engine);
  expect(w.metrics.counted('store-reads')).toBe(reads);
  void ann.session.handleCommand(post('two'));
  await w.clock.advance(500);
  const named = await enter(w, engine, undefined, { resume: at(2, 'never-was') });
  expect(startOf(named).kind).toBe('snapshot');
  expect(named.line.cursor).toBe(2);
  await w.clock.advance(501);
  const later = await enter(w, engine);
  expect(startOf(later)).toMatchObject({ kind: 'snapshot', page: { head: 2 } });
});

it('HTTP-7 a page for people without a connection is shared, and the stream goes on from it', async () => {
  const w = world();
  const engine = w.engine();
  const ann = await enter(w, engine, 'ann');
  await write(w, ann, 'one');
  const query = {
    parent: null,
    order: 'newest',
    from: { at: 'start' },
    limit: 20,
    replies: 3,
    total: 200,
    person: null,
  } as const;
  const [page, same] = await Promise.all([engine.readPage(hello().room, query), engine.readPage(hello().room, query)]);
  expect(same).toBe(page);
  await write(w, ann, 'two');
  const reader = await enter(w, engine, undefined, { resume: { epoch: page!.epoch, rev: page!.head } });
  expect(startOf(reader)).toMatchObject({ kind: 'catch-up', frame: { from: 1, to: 2, content: [{ body: 'two' }] } });
});

it('PAGE-6 a hello around a comment that is not there begins at the start', async () => {
  const w = world();
  const engine = w.engine();
  const ann = await enter(w, engine, 'ann');
  await write(w, ann, 'one');
  const lost = await enter(w, engine, undefined, { around: newComment() });
  expect(startOf(lost)).toMatchObject({ kind: 'snapshot', page: { content: [{ body: 'one' }] } });
});
