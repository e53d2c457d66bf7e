/** What operators do to a whole shared database: verify it, move into it, name its history anew. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { Bench, found, idOf, names } from '@parley/engine/contract';
import type { RoomSlug } from '@parley/protocol';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { moveStore } from '../src/move/move-store.ts';
import { openPostgresStore } from '../src/open-postgres-store.ts';
import { renewLineage } from '../src/renew-lineage.ts';
import type { Verification } from '../src/verify/verify.ts';
import { verifyPostgres } from '../src/verify/verify-postgres.ts';
import { DOCTORED } from './doctored.ts';
import { ann, bob, type Filled, fill } from './full-store.ts';
import { type PostgresCluster, startPostgres } from './postgres-cluster.ts';
import { makePostgresStore } from './postgres-stores.ts';
import { startRelay } from './relay.ts';
import { makeSqliteStore, newFolder, openStore } from './sqlite-files.ts';

let cluster: PostgresCluster;
beforeAll(async () => {
  cluster = await startPostgres();
});
afterAll(() => cluster?.end());

const quiet = () => undefined;
const faulty = ({ checks }: Verification) => checks.filter(({ faults }) => faults.length > 0).map(({ name }) => name);

describe('verify', () => {
  it('STORE-10 each check finds its own kind of damage, alone, while the store is in use', async () => {
    const made = await makePostgresStore(cluster);
    const filled = await fill(new Bench(made));
    expect(faulty(await verifyPostgres(made.url))).toEqual([]);
    const own = {
      counters: () => "select setval('rooms_id_seq', 1)",
      lineage: () => "delete from meta where key = 'lineage'",
    };
    await made.store.close();
    const [, name = ''] = /\/(\w+)$/.exec(made.url) ?? [];
    for (const [check, damage] of Object.entries<(of: Filled) => string>({ ...DOCTORED, ...own })) {
      await cluster.sql(cluster.url('postgres'), `create database doctored template ${name}`);
      const doctored = cluster.url('doctored');
      await cluster.sql(doctored, `alter table contents drop constraint contents_room_fkey; ${damage(filled)}`);
      expect([check, faulty(await verifyPostgres(doctored))]).toEqual([check, [check]]);
      await cluster.drop(doctored);
    }
    await made.close();
  });

  it('STORE-10 commits go on meanwhile and are no faults', async () => {
    const made = await makePostgresStore(cluster);
    const t = new Bench(made);
    const { busy } = await fill(t);
    let isOver = false;
    const committing = (async () => {
      for (let i = 0; !isOver; i += 1) await t.commit(t.post(ann, `${i}`, { parent: busy }), t.vote(bob, busy, i % 2 ? 1 : -1));
    })();
    for (let round = 0; round < 10; round += 1) expect(faulty(await verifyPostgres(made.url))).toEqual([]);
    isOver = true;
    await committing;
    await made.close();
  });

  it('STORE-10 a database without a Parley is said so', async () => {
    const url = await cluster.newDatabase();
    await expect(verifyPostgres(url)).rejects.toMatchObject({ code: 'not-a-parley-database' });
    await expect(verifyPostgres(cluster.url('nowhere'))).rejects.toMatchObject({ code: 'unreachable' });
    await expect(renewLineage(url)).rejects.toMatchObject({ code: 'not-a-parley-database' });
    await cluster.drop(url);
  });
});

describe('move', () => {
  it('STORE-11 everything arrives, and whoever read the file goes on from where they were', async () => {
    const made = await makeSqliteStore();
    const t = new Bench(made);
    const { busy, gone, plain } = await fill(t);
    const late = t.post(bob, 'the last one');
    await t.commit(late);
    const before = await t.all();
    const other = 'from-elsewhere' as RoomSlug;
    const files = await Promise.all([t.room, other].map((room) => made.store.exportThread(room)));
    const [saw, tagKey] = [{ epoch: await made.store.epoch(), rev: before.to - 1 }, await made.store.tagKey()];
    await made.store.close();

    const url = await cluster.newDatabase();
    const moved = await moveStore({ file: made.file, url });
    expect(moved).toMatchObject({ rooms: 2, contents: 9, tallies: 9, votes: 3, revisions: 3, outcomes: 15, bans: 1 });
    const verification = await verifyPostgres(url);
    expect(faulty(verification)).toEqual([]);
    expect(verification.counts).toEqual({ rooms: 2, comments: 9, votes: 3, outcomes: 15 });

    const store = await openPostgresStore({ url, onReport: quiet });
    const after = new Bench({ store, reopen: expect.unreachable, close: () => store.close() });
    after.cursor = before.to;
    const epoch = await store.epoch();
    expect(epoch).not.toBe(saw.epoch);
    expect(await after.all()).toEqual({ ...before, epoch });
    expect(await Promise.all([t.room, other].map((room) => store.exportThread(room)))).toEqual(files);
    expect(await store.tagKey()).toBe(tagKey);
    // Of the last epoch of the file nobody saw more than there is.
    expect((await after.above(saw)).content.map((part) => part.id)).toEqual([idOf(late)]);
    expect(await store.readRevisions(t.room, busy)).toHaveLength(2);
    expect(await store.readRevisions(t.room, gone)).toEqual([]);
    expect(await store.readMine(t.room, [bob.person], 0, 9)).toMatchObject([[{ comment: busy, value: 1 }]]);
    // A retry of before is known, what is new goes on counting, and who was banned is.
    const again = await after.commit(late, t.post(ann, 'after the move'), t.vote(ann, plain, 1));
    expect(again.outcomes.map((outcome) => outcome.ok && outcome.done)).toEqual([
      { epoch: saw.epoch, rev: before.to },
      { epoch, rev: before.to + 2 },
      { epoch, rev: before.to + 3 },
    ]);
    const cy = await store.commit(t.room, [t.post({ ...ann, person: 'g:cy' as never }, 'me too')], after.cursor);
    expect(cy.outcomes).toMatchObject([{ ok: false, refusal: { code: 'banned' } }]);
    await store.commit('another' as RoomSlug, [t.post(bob, 'a room of its own')], 0);
    expect(await store.importThread(found(files[1]), names)).toMatchObject({ ok: true, added: { comments: 0, votes: 0 } });
    await store.close();
    expect(faulty(await verifyPostgres(url))).toEqual([]);
    await cluster.drop(url);
    rmSync(made.file, { force: true });
  });

  it('STORE-11 a move that breaks off leaves nothing to be seen, and the next one takes all', async () => {
    const made = await makeSqliteStore();
    const t = new Bench(made);
    await fill(t);
    await made.store.close();
    const relay = await startRelay(cluster.port);
    const url = await cluster.newDatabase();
    for (const text of ['insert into "rooms"', 'insert into "votes"', 'setval']) {
      relay.cutAt(text, 'after');
      const move = moveStore({ file: made.file, url: url.replace(`:${cluster.port}/`, `:${relay.port}/`) });
      await expect(move).rejects.toMatchObject({ code: 'unreachable' });
      expect(await cluster.sql(url, "select 1 from information_schema.tables where table_schema = 'public'")).toEqual([]);
    }
    await moveStore({ file: made.file, url });
    expect((await verifyPostgres(url)).counts).toMatchObject({ rooms: 2, comments: 8 });
    await relay.close();
    await cluster.drop(url);
  });

  it('STORE-11 a database in use, or one that holds anything of people, is refused and left alone', async () => {
    const source = await makeSqliteStore();
    await fill(new Bench(source));
    await source.store.close();
    const target = await makePostgresStore(cluster);
    const move = () => moveStore({ file: source.file, url: target.url });
    await expect(move()).rejects.toMatchObject({ code: 'not-empty', message: expect.stringContaining('in use') });
    const t = new Bench(target);
    await t.posted('here first');
    await target.store.close();
    await expect(move()).rejects.toMatchObject({ code: 'not-empty', message: expect.stringContaining('rooms') });
    expect((await verifyPostgres(target.url)).counts).toMatchObject({ rooms: 1, comments: 1 });
    await target.close();
    // One in which an instance ran without a room holds nothing of people.
    const unused = await makePostgresStore(cluster);
    await unused.store.close();
    await moveStore({ file: source.file, url: unused.url });
    expect(faulty(await verifyPostgres(unused.url))).toEqual([]);
    await unused.close();
  });

  it('STORE-11 more rows than fit into one statement or page arrive in their order', async () => {
    const folder = newFolder();
    const file = join(folder, 'parley.db');
    const store = await openStore(file);
    const t = new Bench({ store, reopen: expect.unreachable, close: () => store.close() });
    for (let i = 0; i < 3; i += 1) await t.commit(...Array.from({ length: 500 }, (_, j) => t.post(ann, `${i} ${j}`)));
    const before = await t.all();
    await store.close();
    const url = await cluster.newDatabase();
    await moveStore({ file, url });
    const moved = await openPostgresStore({ url, onReport: quiet });
    const after = new Bench({ store: moved, reopen: expect.unreachable, close: () => moved.close() });
    expect(await after.all()).toEqual({ ...before, epoch: await moved.epoch() });
    await moved.close();
    await cluster.drop(url);
    rmSync(folder, { recursive: true });
  });
});

describe('epoch new', () => {
  it('STORE-7 ROOM-6 a database restored from a dump gets another epoch, in running instances too', async () => {
    const made = await makePostgresStore(cluster);
    const t = new Bench(made);
    await t.posted('one', 'two', 'lost by the restore');
    const saw = { epoch: await made.store.epoch(), rev: 3 };
    // As after a logical restore: same system, same timeline, fewer rows.
    await cluster.sql(
      made.url,
      'delete from contents where born = 3; delete from tallies where born = 3; delete from outcomes where id = 3; update rooms set head = 2, comments = 2, top_level = 2',
    );
    expect(await renewLineage(made.url)).toBeGreaterThan(0);
    await expect.poll(() => t.commit(t.post(ann, 'another third')).then(() => 'done', quiet)).toBe('done');
    expect(await made.store.epoch()).not.toBe(saw.epoch);
    expect(await made.store.readSince(t.room, saw, null, 99)).toEqual({ kind: 'other-epoch' });
    expect((await t.above({ ...saw, rev: 2 })).content.map((part) => part.body)).toEqual(['another third']);
    await made.close();
  });

  it('OPS-10 is told of by who runs meanwhile as what was planned, and by nothing else: the database was never away', async () => {
    const made = await makePostgresStore(cluster);
    const t = new Bench(made);
    // Several connections stand, and nobody uses them when they are ended.
    await Promise.all(Array.from({ length: 4 }, () => t.all()));
    await renewLineage(made.url);
    await expect.poll(() => made.told.length).toBe(1);
    await t.posted('goes on');
    expect(made.told).toEqual([['warn', expect.stringMatching(/another history.*`epoch new`.*planned/)]]);
    await made.close();
  });
});
