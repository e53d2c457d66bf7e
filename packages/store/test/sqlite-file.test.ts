import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Bench, codesOf, found, guest, idOf } from '@parley/engine/contract';
import type { RoomSlug } from '@parley/protocol';
import Database from 'better-sqlite3';
import { Kysely, SqliteDialect, sql } from 'kysely';
import { expect, it } from 'vitest';
import { SQLITE_WORDS } from '../src/dialects/sqlite.ts';
import { migrate } from '../src/migrate.ts';
import { MIGRATIONS } from '../src/migrations/index.ts';
import { openSqliteStore } from '../src/open-sqlite-store.ts';
import type { Tables } from '../src/tables.ts';
import { expectOutcomesToLeaveAtPace } from './outcomes-pace.ts';
import { makeSqliteStore, newFolder, openStore, workerUrl } from './sqlite-files.ts';

const ann = guest('ann');

/** Works on a database file with another connection than the store's. */
function withFile<T>(file: string, work: (database: Database.Database) => T): T {
  const database = new Database(file);
  try {
    return work(database);
  } finally {
    database.close();
  }
}

async function inFolder(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = newFolder();
  await work(folder);
  rmSync(folder, { recursive: true });
}

const memory = () => new Kysely<Tables>({ dialect: new SqliteDialect({ database: new Database(':memory:') }) });

it('STORE-2 migrations run once and in order, a later one on what is there', async () => {
  const db = memory();
  const ran: number[] = [];
  const steps = [1, 2, 3].map((step) => async () => void ran.push(step));
  await migrate(db, SQLITE_WORDS, [...MIGRATIONS, ...steps.slice(0, 2)]);
  await migrate(db, SQLITE_WORDS, [...MIGRATIONS, ...steps.slice(0, 2)]);
  await migrate(db, SQLITE_WORDS, [...MIGRATIONS, ...steps]);
  expect(ran).toEqual([1, 2, 3]);
  await db.destroy();
});

it('STORE-2 a migration that fails leaves the schema as it was', async () => {
  const db = memory();
  const half = async (of: Kysely<unknown>) => {
    await of.schema.createTable('half').addColumn('a', 'integer').execute();
    await sql`select * from nowhere`.execute(of);
  };
  await expect(migrate(db, SQLITE_WORDS, [...MIGRATIONS, half])).rejects.toThrow('nowhere');
  expect(await sql`select name from sqlite_schema`.execute(db)).toMatchObject({ rows: [] });
  await db.destroy();
});

it('STORE-2 a schema newer than the program is refused and left alone', async () => {
  await inFolder(async (folder) => {
    const file = join(folder, 'newer.db');
    await (await openStore(file)).close();
    const read = (database: Database.Database) => database.prepare('select * from meta').all();
    const newer = withFile(file, (database) => {
      database.prepare("update meta set value = '999' where key = 'schema_version'").run();
      return read(database);
    });
    await expect(openStore(file)).rejects.toMatchObject({ name: 'StoreError', code: 'schema-too-new' });
    expect(withFile(file, read)).toEqual(newer);
  });
});

it('STORE-2 a file of something else is refused and left alone', async () => {
  await inFolder(async (folder) => {
    const text = join(folder, 'notes.db');
    writeFileSync(text, 'Not a database, but a text long enough to be read as the header of one. '.repeat(20));
    await expect(openStore(text)).rejects.toMatchObject({ code: 'not-a-parley-database' });
    const other = join(folder, 'other.db');
    withFile(other, (database) => database.exec('create table recipes (name text)'));
    await expect(openStore(other)).rejects.toMatchObject({ code: 'not-a-parley-database' });
    expect(withFile(other, (database) => database.prepare('select name from sqlite_schema').pluck().all())).toEqual(['recipes']);
    await expect(openStore(join(folder, 'missing', 'parley.db'))).rejects.toMatchObject({ code: 'cannot-open' });
  });
});

it('ROOM-7 REF-2 one row that the database refuses takes neither its batch nor half of itself along', async () => {
  const made = await makeSqliteStore();
  const t = new Bench(made);
  const [before] = await t.posted('before');
  withFile(made.file, (database) =>
    database.exec(`create trigger poison before insert on tallies
      when exists (select 1 from contents where id = new.id and body = 'poison') begin select raise(abort, 'poisoned'); end`),
  );
  const poison = t.post(ann, 'poison');
  const answer = await t.commit(t.post(ann, 'one'), poison, t.vote(guest('bob'), found(before), 1));
  expect(codesOf(answer)).toEqual(['done', 'store-unavailable', 'done']);
  expect(made.reports).toEqual([expect.stringContaining('A batch of 3 failed'), expect.stringContaining('poisoned')]);
  expect((await t.all()).content.map((part) => part.body)).toEqual(['before', 'one']);
  withFile(made.file, (database) => database.exec('drop trigger poison'));
  expect(codesOf(await t.commit(poison))).toEqual(['done']);
  await made.close();
});

it('POST-2 outcomes older than 48 h are dropped in steps, newer ones stay', async () => {
  const made = await makeSqliteStore();
  const kept = () => withFile(made.file, (database) => database.prepare('select count(*) from outcomes').pluck().get());
  await expectOutcomesToLeaveAtPace(new Bench(made), async () => Number(kept()));
  await made.close();
});

it('DEL-1 KEEP-3 the bytes of the file and of a copy hold nothing of a deleted text and its earlier ones', async () => {
  const made = await makeSqliteStore();
  const t = new Bench(made);
  // Long enough for pages of its own, which a deletion gives back to the file.
  const secret = 'rhubarb crumble '.repeat(600);
  const post = t.post(ann, secret);
  await t.commit(post, t.post(ann, 'stays'), t.edit(ann, idOf(post), `${secret} for two`));
  const bytesOf = async (name: string) => {
    const copy = `${made.file}.${name}`;
    await made.store.backup(copy);
    return readFileSync(copy);
  };
  expect((await bytesOf('before')).includes('rhubarb')).toBe(true);
  await t.commit(t.remove(ann, idOf(post)));
  const copied = await bytesOf('after');
  expect(copied.includes('stays')).toBe(true);
  expect(copied.includes('rhubarb')).toBe(false);
  // Closing brings the journal into the file.
  await t.reopen();
  expect(readFileSync(made.file).includes('rhubarb')).toBe(false);
  await made.close();
});

it('KEEP-3 a copy taken while commits run is a prefix of the history', async () => {
  const made = await makeSqliteStore();
  const t = new Bench(made);
  await t.posted(...Array.from({ length: 200 }, (_, i) => `before ${i}`));
  let copying = true;
  const copy = `${made.file}.copy`;
  const backup = made.store.backup(copy).finally(() => {
    copying = false;
  });
  while (copying) await t.posted('meanwhile', 'meanwhile');
  await backup;
  const copied = await openStore(copy);
  const answer = await copied.readSince(t.room, { epoch: await made.store.epoch(), rev: 0 }, null, 100_000);
  const rows = answer.kind === 'rows' ? answer.rows : undefined;
  expect(found(rows).to).toBeGreaterThanOrEqual(200);
  expect(found(rows).content).toEqual((await t.all()).content.slice(0, found(rows).to));
  expect(existsSync(`${copy}.partial`)).toBe(false);
  await copied.close();
  await expect(made.store.backup(copy)).rejects.toMatchObject({ code: 'cannot-copy' });
  const nowhere = join(dirname(copy), 'missing', 'copy');
  const why = `The copy to ${nowhere} failed: there is no folder ${dirname(nowhere)}.`;
  await expect(made.store.backup(nowhere)).rejects.toMatchObject({ code: 'cannot-copy', message: why });
  await made.close();
});

it('ROOM-6 a restored older copy is another history for who saw more', async () => {
  const made = await makeSqliteStore();
  const t = new Bench(made);
  await t.posted('in the copy');
  const copy = `${made.file}.copy`;
  await made.store.backup(copy);
  await t.posted('after the copy');
  const [saw, epoch] = [t.cursor, await made.store.epoch()];
  const restored = await openStore(copy);
  await restored.commit(t.room, [t.post(ann, 'another second'), t.post(ann, 'another third')], 0);
  expect(await restored.readSince(t.room, { epoch, rev: saw }, null, 99)).toEqual({ kind: 'other-epoch' });
  expect((await restored.readSince(t.room, { epoch, rev: 1 }, null, 99)).kind).toBe('rows');
  await restored.close();
  await made.close();
});

it('HTTP-1 STORE-4 STORE-13 a store whose writer is gone says so at once, reads included, and to its process, once', async () => {
  await inFolder(async (folder) => {
    const mortal = join(folder, 'mortal-worker.mjs');
    const dies = "parentPort.on('message', ({ method }) => method === 'backup' && process.exit(1));";
    writeFileSync(mortal, `import { parentPort } from 'node:worker_threads';\nimport '${workerUrl}';\n${dies}\n`);
    const losses: string[] = [];
    const store = await openSqliteStore({
      file: join(folder, 'parley.db'),
      workerUrl: pathToFileURL(mortal),
      onLost: (reason) => void losses.push(reason),
    });
    expect(await store.findRoom('a-room' as RoomSlug)).toBeUndefined();
    await expect(store.backup(join(folder, 'copy'))).rejects.toMatchObject({ code: 'closed' });
    await expect(store.findRoom('a-room' as RoomSlug)).rejects.toMatchObject({ code: 'closed' });
    await expect(store.commit('a-room' as RoomSlug, [], 0)).rejects.toMatchObject({ code: 'closed' });
    expect(losses).toEqual([expect.stringContaining('worker is gone')]);
    await store.close();
    expect(losses).toHaveLength(1);
  });
});

it('STORE-4 closing waits for the commits under way, and what comes later is told so', async () => {
  await inFolder(async (folder) => {
    const file = join(folder, 'parley.db');
    const store = await openStore(file);
    const t = new Bench({ store, reopen: () => openStore(file), close: () => store.close() });
    const commits = Array.from({ length: 10 }, () => t.posted('while closing'));
    await Promise.all([...commits, store.close()]);
    await expect(store.findRoom('a-room' as RoomSlug)).rejects.toMatchObject({ code: 'closed' });
    await expect(t.posted('too late')).rejects.toMatchObject({ code: 'closed' });
    await t.reopen();
    expect((await t.all()).content).toHaveLength(10);
    await t.store.close();
  });
});
