/** A shared database that stays there and does not do what it is asked. */
import { Bench, codesOf, guest } from '@parley/engine/contract';
import type { RoomSlug } from '@parley/protocol';
import { sql } from 'kysely';
import { Client } from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Sessions } from '../src/dialects/postgres-pool.ts';
import { type PostgresCluster, startPostgres } from './postgres-cluster.ts';
import { makePostgresStore, type PostgresUnderTest } from './postgres-stores.ts';

const ann = guest('ann');
const away = { name: 'StoreError', code: 'unreachable' };
const quiet = () => undefined;
let cluster: PostgresCluster;
beforeAll(async () => {
  cluster = await startPostgres();
});
afterAll(() => cluster?.end());

/** The database's defaults reach new connections only. */
const reconnect = ({ url }: PostgresUnderTest) =>
  cluster.sql(url, "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'parley'");

it('STORE-12 a database that only reads refuses commands, answers readers, and is written again when it can be', async () => {
  const made = await makePostgresStore(cluster);
  const t = new Bench(made);
  await t.posted('before');
  const name = made.url.slice(made.url.lastIndexOf('/') + 1);
  await cluster.sql(made.url, `alter database ${name} set default_transaction_read_only = on`);
  await reconnect(made);
  const post = t.post(ann, 'later');
  await expect.poll(() => t.commit(post).catch((error) => error.message)).toContain('read-only');
  expect((await t.all()).content.map((part) => part.body)).toEqual(['before']);
  await cluster.sql(cluster.url('postgres'), `alter database ${name} reset default_transaction_read_only`);
  await reconnect(made);
  await expect.poll(() => t.commit(post).then(codesOf, quiet)).toEqual(['done']);
  await made.close();
});

it('STORE-12 a full disk refuses commands as a whole, answers readers, and takes the same commands when there is space', async () => {
  const made = await makePostgresStore(cluster);
  const t = new Bench(made);
  await t.posted('before');
  await cluster.sql(
    made.url,
    `create function full_disk() returns trigger language plpgsql as $$ begin
       raise 'could not extend file: No space left on device' using errcode = 'disk_full'; end $$;
     create trigger full_disk before insert on contents execute function full_disk()`,
  );
  const posts = [t.post(ann, 'one'), t.post(ann, 'two')];
  await expect(t.commit(...posts)).rejects.toMatchObject({ ...away, message: expect.stringContaining('No space left') });
  expect((await t.all()).content.map((part) => part.body)).toEqual(['before']);
  await cluster.sql(made.url, 'drop trigger full_disk on contents');
  expect(codesOf(await t.commit(...posts))).toEqual(['done', 'done']);
  expect((await t.all()).content).toHaveLength(3);
  await made.close();
});

it.each([
  ['off', 'on'],
  ['local', 'on'],
  ['remote_apply', 'remote_apply'],
])('STORE-4 where the standard of a database is synchronous_commit=%s, commits are done with %s', async (standard, used) => {
  const made = await makePostgresStore(cluster);
  await cluster.sql(made.url, `alter database ${new URL(made.url).pathname.slice(1)} set synchronous_commit = ${standard}`);
  const sessions = new Sessions({ url: made.url, size: 1, onReport: quiet });
  const asked = sessions.use('writing', ({ queries }) => sql`show synchronous_commit`.execute(queries.db));
  expect((await asked).rows).toEqual([{ synchronous_commit: used }]);
  await sessions.close();
  await made.close();
});

it('STORE-12 a room whose lock is held by a process that stands still is refused in time; others go on, and so does it afterwards', async () => {
  const made = await makePostgresStore(cluster);
  const t = new Bench(made);
  await t.posted('before');
  const holder = new Client({ connectionString: made.url });
  holder.on('error', quiet);
  await holder.connect();
  const { rows } = await holder.query('select pg_backend_pid() as pid');
  await holder.query(`begin; update rooms set head = head where slug = '${t.room}'`);
  // Stopped, it does not even end itself when its transaction has stood idle for too long.
  process.kill(rows[0].pid, 'SIGSTOP');
  const post = t.post(ann, 'behind the lock');
  const refused = expect(t.commit(post)).rejects.toMatchObject({ ...away, message: expect.stringContaining('lock timeout') });
  const elsewhere = await made.store.commit('elsewhere' as RoomSlug, [t.post(ann, 'another room')], 0);
  expect(codesOf(elsewhere)).toEqual(['done']);
  expect((await t.all()).content.map((part) => part.body)).toEqual(['before']);
  await refused;
  process.kill(rows[0].pid, 'SIGCONT');
  await holder.end();
  expect(codesOf(await t.commit(post))).toEqual(['done']);
  await made.close();
});

it('STORE-14 a schema that is not its own, put under a running instance, is neither read nor written', async () => {
  const made = await makePostgresStore(cluster);
  const t = new Bench(made);
  await t.posted('before');
  const [{ value = '' } = {}] = (await cluster.sql(made.url, "select value from meta where key = 'schema_version'")) as {
    value: string;
  }[];
  const setVersion = (version: string) =>
    cluster.sql(made.url, `update meta set value = '${version}' where key = 'schema_version'`);
  for (const [version, code] of [
    ['999', 'schema-too-new'],
    [`${Number(value) - 1}`, 'schema-too-old'],
  ] as const) {
    await setVersion(version);
    await reconnect(made);
    await expect.poll(() => made.store.findRoom(t.room).then(quiet, (error) => error.code)).toBe(code);
    await expect(t.commit(t.post(ann, 'no'))).rejects.toMatchObject({ code });
    await setVersion(value);
  }
  expect((await t.all()).content).toHaveLength(1);
  await made.close();
});
