import { Bench, found, guest, idOf } from '@parley/engine/contract';
import type { CommentId, RoomSlug } from '@parley/protocol';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { MIGRATION_LOCK, POSTGRES_WORDS } from '../src/dialects/postgres.ts';
import { withAdministrator } from '../src/dialects/postgres-administrator.ts';
import { migrate } from '../src/migrate.ts';
import { MIGRATIONS } from '../src/migrations/index.ts';
import { openPostgresStore } from '../src/open-postgres-store.ts';
import { type PostgresCluster, startPostgres } from './postgres-cluster.ts';
import { makePostgresStore } from './postgres-stores.ts';

const ann = guest('ann');
let cluster: PostgresCluster;
beforeAll(async () => {
  cluster = await startPostgres();
});
afterAll(() => cluster?.end());

const quiet = () => undefined;

it('STORE-2 instances that start at once migrate an empty database one after the other, each step once', async () => {
  const url = await cluster.newDatabase();
  const ran: number[] = [];
  const steps = [1, 2].map((step) => async () => void ran.push(step));
  const start = async () => {
    await withAdministrator(url, ({ db }) => migrate(db, POSTGRES_WORDS, [...MIGRATIONS, ...steps]));
  };
  await Promise.all([start(), start(), start()]);
  expect(ran).toEqual([1, 2]);
  await cluster.drop(url);
});

it('STORE-2 an instance that starts waits for a migration however long its steps take', async () => {
  const url = await cluster.newDatabase();
  const bound = 1_000;
  await withAdministrator(url, async ({ line }) => {
    await line.query({ text: `begin; select pg_advisory_xact_lock(${MIGRATION_LOCK})` });
    const started = openPostgresStore({ url, onReport: quiet, times: { answer: bound, lock: bound, statement: bound } });
    started.catch(quiet);
    const waited = `select extract(epoch from clock_timestamp() - query_start) * 1000 > ${2 * bound} as long from pg_stat_activity
      where datname = current_database() and wait_event = 'advisory'`;
    await Promise.race([started, expect.poll(() => cluster.sql(url, waited), { timeout: 10_000 }).toEqual([{ long: true }])]);
    await line.query({ text: 'commit' });
    await (await started).close();
  });
  await cluster.drop(url);
});

it('STORE-2 a migration that fails leaves the schema as it was, a newer schema is refused and left alone', async () => {
  const url = await cluster.newDatabase();
  const half = async (of: Parameters<(typeof MIGRATIONS)[number]>[0]) => {
    await of.schema.createTable('half').addColumn('a', 'integer').execute();
    await sql`select * from nowhere`.execute(of);
  };
  const started = withAdministrator(url, ({ db }) => migrate(db, POSTGRES_WORDS, [...MIGRATIONS, half]));
  await expect(started).rejects.toThrow('nowhere');
  const tables = "select table_name from information_schema.tables where table_schema = 'public'";
  expect(await cluster.sql(url, tables)).toEqual([]);

  const store = await openPostgresStore({ url, onReport: quiet });
  await cluster.sql(url, "update meta set value = '999' where key = 'schema_version'");
  const meta = await cluster.sql(url, 'select * from meta');
  await expect(openPostgresStore({ url, onReport: quiet })).rejects.toMatchObject({ name: 'StoreError', code: 'schema-too-new' });
  expect(await cluster.sql(url, 'select * from meta')).toEqual(meta);
  // An instance that runs finds it with its next connection, and neither reads nor writes what it does not understand.
  await expect(store.findRoom('a-room' as RoomSlug)).rejects.toMatchObject({ code: 'schema-too-new' });
  await store.close();
  await cluster.drop(url);
});

it('STORE-2 a database that is not there, or nobody at its address, is said in one line', async () => {
  const nowhere = openPostgresStore({ url: cluster.url('nowhere'), onReport: quiet });
  await expect(nowhere).rejects.toMatchObject({
    code: 'unreachable',
    message: expect.stringMatching(/"nowhere" does not exist.*$/),
  });
  const silent = openPostgresStore({ url: 'postgres://parley:secret@127.0.0.1:1/x', onReport: quiet });
  await expect(silent).rejects.toMatchObject({ code: 'unreachable', message: expect.not.stringContaining('secret') });
});

it('KEEP-3 a backup is refused with the tool that makes one', async () => {
  const made = await makePostgresStore(cluster);
  await expect(made.store.backup('/tmp/copy')).rejects.toMatchObject({
    code: 'not-offered',
    message: expect.stringContaining('pg_dump'),
  });
  await made.close();
});

it('STORE-7 an instance that starts or connects again goes on in the same epoch, for all of them', async () => {
  const made = await makePostgresStore(cluster);
  const epoch = await made.store.epoch();
  expect(await (await made.another()).epoch()).toBe(epoch);
  await new Bench(made).posted('one');
  await cluster.stop('fast');
  await cluster.start();
  const t = new Bench(made);
  t.cursor = 1;
  expect((await t.all()).to).toBe(1);
  expect(await made.store.epoch()).toBe(epoch);
  await made.close();
});

it('STORE-7 ROOM-6 an older database put back and promoted is another history for who saw more, in running instances too', async () => {
  const made = await makePostgresStore(cluster);
  const t = new Bench(made);
  await t.posted('in the copy');
  await cluster.stop('fast');
  await cluster.keepCopy();
  await cluster.start();
  const saw = { epoch: await made.store.epoch(), rev: 1 };
  await expect.poll(() => t.all().then((rows) => rows.to, quiet)).toBe(1);
  await t.posted('after the copy');
  await cluster.stop('immediate');
  await cluster.putBack();
  await cluster.start();
  // Until it is promoted it can be read but not written: no instance takes it for the record.
  const standby = openPostgresStore({ url: made.url, onReport: quiet });
  await expect(standby).rejects.toMatchObject({ code: 'unreachable' });
  await cluster.promote();
  await expect.poll(() => t.commit(t.post(ann, 'another second')).then(() => 'done', quiet)).toBe('done');
  const epoch = await made.store.epoch();
  expect(epoch).not.toBe(saw.epoch);
  // Nobody said that this was meant, and what the former one held beyond may be missed.
  expect(made.told).toContainEqual(['error', expect.stringMatching(/another history.*timeline/)]);
  expect(await (await made.another()).epoch()).toBe(epoch);
  expect(await made.store.readSince(t.room, { ...saw, rev: 2 }, null, 99)).toEqual({ kind: 'other-epoch' });
  expect((await t.above(saw)).content.map((part) => part.body)).toEqual(['another second']);
  await made.close();
});

it('OPS-10 OPS-7 a database that goes away is told of once and once when it answers again, both as errors', async () => {
  const made = await makePostgresStore(cluster);
  const t = new Bench(made);
  await Promise.all(Array.from({ length: 4 }, () => t.all()));
  await cluster.stop('fast');
  await expect.poll(() => made.told).toEqual([['error', expect.stringContaining('went away')]]);
  await cluster.start();
  await expect.poll(() => t.all().then((rows) => rows.to, quiet)).toBe(0);
  expect(made.told.slice(1)).toEqual([['error', 'The database answers again.']]);
  await made.close();
});

it('OPS-10 connections that an administrator ends are nothing to tell of: the database answers', async () => {
  const made = await makePostgresStore(cluster);
  const t = new Bench(made);
  for (let round = 0; round < 3; round += 1) {
    await Promise.all(Array.from({ length: 4 }, () => t.all()));
    await cluster.sql(
      made.url,
      'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
    );
    await expect.poll(() => t.all().then((rows) => rows.to, quiet)).toBe(0);
  }
  expect(made.told).toEqual([]);
  await made.close();
});

it('STORE-9 STORE-4 three crashes of the database under commits of two instances: acknowledged is there once, all goes on', async () => {
  const made = await makePostgresStore(cluster);
  const stores = [made.store, await made.another()];
  const bench = new Bench(made);
  const born = new Map<CommentId, number>();
  let isOver = false;
  let refused = 0;
  /** A client of an instance: asks again with the same ids until it is answered. */
  const keepPosting = async (store: (typeof stores)[number], room: RoomSlug) => {
    while (!isOver) {
      const posts = Array.from({ length: 5 }, () => bench.post(ann, 'text'));
      for (;;) {
        const answer = await store.commit(room, posts, Number.MAX_SAFE_INTEGER).catch(quiet);
        if (answer) {
          posts.forEach((post, i) => {
            const outcome = found(answer.outcomes[i]);
            if (outcome.ok) born.set(idOf(post), outcome.done.rev);
            else throw new Error(outcome.refusal.code);
          });
          break;
        }
        refused += 1;
        // At once: each try goes over the network and lets the others on.
      }
    }
  };
  const rooms = ['one', 'two'] as RoomSlug[];
  const clients = stores.flatMap((store) => rooms.map((room) => keepPosting(store, room)));
  for (let crash = 0; crash < 3; crash += 1) {
    const before = born.size;
    await expect.poll(() => born.size, { timeout: 30_000 }).toBeGreaterThan(before + 200);
    await cluster.stop('immediate');
    await cluster.start();
  }
  const before = born.size;
  await expect.poll(() => born.size, { timeout: 30_000 }).toBeGreaterThan(before + 100);
  isOver = true;
  await Promise.all(clients);
  expect(refused).toBeGreaterThan(0);
  const epoch = await made.store.epoch();
  const stored = new Map<CommentId, number>();
  for (const room of rooms) {
    const answer = await made.store.readSince(room, { epoch, rev: 0 }, null, 1_000_000);
    if (answer.kind !== 'rows') throw new Error(answer.kind);
    for (const part of answer.rows.content) stored.set(part.id, part.born);
    expect(answer.rows.summary.comments).toBe(answer.rows.content.length);
  }
  expect(stored).toEqual(born);
  await made.close();
});
