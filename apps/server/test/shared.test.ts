/** Several servers, each a process of its own, on one real Redis and one real Postgres. */
import { readdirSync } from 'node:fs';
import { type Postgres, type Redis, startPostgres, startRedis } from '@parley/topology';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { newToken, openRoom } from './client.ts';
import { expectFault, SECRET, textOf } from './expectations.ts';
import { endProcesses, newFolder, removeFolders, runParley, startServerProcess } from './server-process.ts';

let redis: Redis;
let postgres: Postgres;
beforeAll(async () => {
  [redis, postgres] = await Promise.all([startRedis(), startPostgres()]);
});
afterEach(endProcesses);
afterAll(async () => {
  removeFolders();
  await Promise.all([redis?.close(), postgres?.close()]);
});

const shared = async () => ({ REDIS_URL: redis.url, DATABASE_URL: await postgres.newDatabase(), PARLEY_SECRET: SECRET });

describe('one of many instances', () => {
  it('START-7 START-4 three start at once on an empty database, load the demo once, and need no data folder', async () => {
    const env = await shared();
    const folder = newFolder();
    const servers = [1, 2, 3].map(() => startServerProcess({ ...env, PARLEY_DEMO: '1', PARLEY_DATA: folder }));
    const urls = await Promise.all(servers.map(({ ready }) => ready));
    const lists = await Promise.all(urls.map((url) => textOf(`${url}/api/rooms`)));
    expect(JSON.parse(lists[0] ?? '').rooms).toHaveLength(3);
    expect(new Set(lists).size).toBe(1);
    for (const { kill } of servers) kill('SIGTERM');
    for (const { ended } of servers) expect(await ended).toMatchObject({ code: 0, err: '' });
    expect(readdirSync(folder)).toEqual([]);
  });

  it('START-7 a guest of one is known to the others, who see at once what they write', async () => {
    const env = await shared();
    expect((await runParley(['room', 'add', 'mine', '--title', 'Mine'], env)).code).toBe(0);
    const [one, two] = await Promise.all([startServerProcess(env).ready, startServerProcess(env).ready]);
    const [writer, reader] = [openRoom(one, 'mine', await newToken(two)), openRoom(two, 'mine')];
    await Promise.all([writer.welcomed, reader.welcomed]);
    const comment = '01890a5d-ac96-774b-bcce-000000000001';
    const seen = reader.event<{ content: { id: string }[] }>('room-changed', ({ content }) =>
      content.some(({ id }) => id === comment),
    );
    const payload = { command: comment, comment, parent: null, body: 'from elsewhere', name: null };
    expect(await writer.command('post-comment', payload)).toMatchObject({ ok: true });
    await seen;
    for (const { socket } of [writer, reader]) socket.close();
  });

  it('OPS-3 each line says which instance wrote it: by the name given, or by the one that is printed at its start', async () => {
    const env = { ...(await shared()), PARLEY_LOG: 'info' };
    const servers = [env, { ...env, PARLEY_INSTANCE: 'north' }].map(startServerProcess);
    await Promise.all(servers.map(({ ready }) => ready));
    for (const { kill } of servers) kill('SIGTERM');
    const ended = await Promise.all(servers.map((server) => server.ended));
    const named = ended.map(({ err }) => new Set(err.match(/(?<="instance":")[^"]*/g)));
    const printed = ended.map(({ out }) => /^Instance (\S+)$/m.exec(out)?.[1]);
    expect(printed).toEqual([expect.stringMatching(/^[0-9a-f]{16}$/), 'north']);
    expect(named).toEqual(printed.map((name) => new Set([name])));
  });

  it("KEEP-1 the owner's commands work on the shared store and appear live on all instances", async () => {
    const env = await shared();
    const url = await startServerProcess(env).ready;
    expect(await runParley(['room', 'add', 'mine', '--title', 'Mine'], env)).toMatchObject({
      code: 0,
      out: 'Added the room mine.\n',
    });
    // A process of its own cannot count who is on the others, and does not say "nobody".
    expect(await runParley(['status'], env)).toMatchObject({ code: 1, err: expect.stringContaining('PARLEY_METRICS_PORT') });
    const reader = openRoom(url, 'mine');
    await reader.welcomed;
    const locked = reader.event<{ summary: { status: string } }>('room-changed', ({ summary }) => summary.status === 'locked');
    expect((await runParley(['room', 'lock', 'mine'], env)).code).toBe(0);
    await locked;
    reader.socket.close();
    // Whatever else is set: with all three the answer would be no other.
    const { DATABASE_URL } = env;
    for (const set of [env, { DATABASE_URL }]) expectFault(await runParley(['backup', '/tmp/never-made'], set), 'pg_dump');
  });

  it('START-2 a Redis or a Postgres that is not there is one line without its password', async () => {
    const env = await shared();
    const faults = await Promise.all(
      [
        // Nobody listens on port 1.
        { ...env, REDIS_URL: 'redis://:hunter2@127.0.0.1:1' },
        { ...env, DATABASE_URL: 'postgres://parley:hunter2@127.0.0.1:1/parley' },
        { ...env, DATABASE_URL: env.DATABASE_URL.replace('parley@', 'parley:hunter2@').replace(/\w+$/, 'nowhere') },
      ].map((wrong) => startServerProcess(wrong).ended),
    );
    for (const { err } of faults) expect(err).not.toContain('hunter2');
    expectFault(faults[0], 'Redis cannot be used', 'ECONNREFUSED', 'REDIS_URL');
    expectFault(faults[1], 'database cannot be reached', 'ECONNREFUSED', 'DATABASE_URL');
    expectFault(faults[2], '"nowhere" does not exist', 'DATABASE_URL');
  });

  it('START-7 half a configuration is one line that says what is missing', async () => {
    const { DATABASE_URL, ...half } = await shared();
    expectFault(await startServerProcess(half).ended, 'REDIS_URL is set', 'DATABASE_URL is missing');
    expectFault(await startServerProcess({ DATABASE_URL, PARLEY_SECRET: SECRET }).ended, 'REDIS_URL is missing');
    expectFault(await runParley(['status'], half), 'REDIS_URL is set', 'DATABASE_URL is missing');
  });

  it('STORE-2 a database of a newer Parley is refused in one line', async () => {
    const env = await shared();
    expect((await runParley(['room', 'add', 'mine', '--title', 'Mine'], env)).code).toBe(0);
    await postgres.sql(env.DATABASE_URL, "update meta set value = '999' where key = 'schema_version'");
    expectFault(await startServerProcess(env).ended, 'schema version 999', 'newer Parley');
  });
});
