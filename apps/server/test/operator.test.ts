/** What an operator does to a whole store by the command line, on real servers. */
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Postgres, type Redis, startPostgres, startRedis } from '@parley/topology';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { newToken, openRoom, type RoomSocket } from './client.ts';
import { expectFault, SECRET } from './expectations.ts';
import { endProcesses, newFolder, removeFolders, runParley, startServerProcess } from './server-process.ts';

let redis: Redis;
let postgres: Postgres;
const open: RoomSocket[] = [];
beforeAll(async () => {
  [redis, postgres] = await Promise.all([startRedis(), startPostgres()]);
});
afterEach(() => {
  for (const { socket } of open.splice(0)) socket.close();
  endProcesses();
});
afterAll(async () => {
  removeFolders();
  await Promise.all([redis?.close(), postgres?.close()]);
});

const post = (body: string) => {
  const comment = randomUUID();
  return { command: comment, comment, parent: null, body, name: null };
};
function enter(url: string, token?: string): RoomSocket {
  const socket = openRoom(url, 'lounge', token);
  open.push(socket);
  return socket;
}
const addRoom = ['room', 'add', 'lounge', '--title', 'Lounge'];

describe('verify', { timeout: 60_000 }, () => {
  it('STORE-10 a folder in use, a copy of it and a shared database are whole, and the exit code says so', async () => {
    const env = { PARLEY_DATA: newFolder() };
    await runParley(addRoom, env);
    const url = await startServerProcess(env).ready;
    expect(await enter(url, await newToken(url)).command('post-comment', post('hello'))).toMatchObject({ ok: true });
    const copy = join(env.PARLEY_DATA, 'copy.db');
    await runParley(['backup', copy], env);
    const shared = { DATABASE_URL: await postgres.newDatabase(), REDIS_URL: redis.url, PARLEY_SECRET: SECRET };
    await runParley(addRoom, shared);
    const { DATABASE_URL } = shared;
    for (const [words, on] of [
      [[], env],
      [[copy], env],
      [[], { DATABASE_URL }],
    ] as const) {
      const { code, out, err } = await runParley(['verify', ...words], on);
      expect({ code, err }).toEqual({ code: 0, err: '' });
      expect(out).toMatch(
        /: 1 rooms, [01] comments, 0 votes, [12] outcomes kept for retries\.\nok {4}rooms .*\nAll \d+ checks hold\.\n$/s,
      );
    }
  });

  it('STORE-10 what contradicts itself is told by room and row, with exit code 1', async () => {
    const DATABASE_URL = await postgres.newDatabase();
    await runParley(addRoom, { DATABASE_URL, REDIS_URL: redis.url, PARLEY_SECRET: SECRET });
    await postgres.sql(DATABASE_URL, 'update rooms set comments = 7');
    const { code, out, err } = await runParley(['verify'], { DATABASE_URL });
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toContain('FAULT counts');
    expect(err).toContain('room lounge: says comments 7, has 0');
    expect(err).toMatch(/1 of \d+ checks found faults\.\n$/);
  });

  it('STORE-10 START-2 a store that cannot be read is one line without its password', async () => {
    const nobody = 'postgres://parley:hunter2@127.0.0.1:1/parley';
    for (const words of [['verify'], ['epoch', 'new']]) {
      const ended = await runParley(words, { DATABASE_URL: nobody });
      expectFault(ended, 'database cannot be reached', 'ECONNREFUSED');
      expect(ended.err).not.toContain('hunter2');
    }
    expectFault(await runParley(['verify'], { DATABASE_URL: 'mysql://x/y' }), 'DATABASE_URL must be postgres://');
    expectFault(await runParley(['verify'], { PARLEY_DATA: newFolder() }), 'cannot be opened');
  });
});

describe('move', { timeout: 60_000 }, () => {
  it('STORE-11 a site goes from its folder to several instances: its people stay who they are and read on', async () => {
    const folder = newFolder();
    const alone = { PARLEY_DATA: folder };
    await runParley(addRoom, alone);
    const server = startServerProcess(alone);
    const before = await server.ready;
    const token = await newToken(before);
    const writer = enter(before, token);
    const { me } = (await writer.welcomed) as { me: string };
    expect(me).toBeTruthy();
    const first = post('written before');
    expect(await writer.command('post-comment', first)).toMatchObject({ ok: true });
    const DATABASE_URL = await postgres.newDatabase();
    expectFault(await runParley(['move'], { ...alone, DATABASE_URL }), 'in use by a Parley');
    server.kill('SIGTERM');
    await server.ended;

    expect(await runParley(['move', folder], { DATABASE_URL })).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^Moved 1 rooms, 1 comments, 0 votes, 0 earlier texts and 2 outcomes/),
    });
    expect(await runParley(['verify'], { DATABASE_URL })).toMatchObject({ code: 0 });
    expectFault(await runParley(['move', folder], { DATABASE_URL }), 'not empty');

    const secret = readFileSync(join(folder, 'secret'), 'utf8').trim();
    const shared = { DATABASE_URL, REDIS_URL: redis.url, PARLEY_SECRET: secret };
    const url = await startServerProcess(shared).ready;
    const again = enter(url, token);
    expect(await again.welcomed).toMatchObject({ me });
    expect(await again.command('post-comment', first)).toMatchObject({ ok: true });
    expect(
      await again.command('edit-comment', { command: randomUUID(), comment: first.comment, body: 'and after', editCount: 0 }),
    ).toMatchObject({
      ok: true,
    });
  });

  it('STORE-11 without a folder, or without a database to move to, nothing is done', async () => {
    const DATABASE_URL = await postgres.newDatabase();
    const folder = newFolder();
    expectFault(await runParley(['move', folder], { DATABASE_URL }), 'no data folder');
    expectFault(await runParley(['move', folder], {}), 'DATABASE_URL is missing');
  });
});

describe('epoch new', { timeout: 60_000 }, () => {
  it('STORE-7 ROOM-6 after a restore from a dump, people who are connected get a reset', async () => {
    const env = { DATABASE_URL: await postgres.newDatabase(), REDIS_URL: redis.url, PARLEY_SECRET: SECRET };
    await runParley(addRoom, env);
    const url = await startServerProcess(env).ready;
    const [writer, reader] = [enter(url, await newToken(url)), enter(url)];
    const welcome = (await reader.welcomed) as { start: { page: { epoch: string } } };
    for (const body of ['one', 'two']) expect(await writer.command('post-comment', post(body))).toMatchObject({ ok: true });
    // As many changes as before, another content: a head that is further back would be noticed by the instance's own look (SYNC-12).
    await postgres.sql(env.DATABASE_URL, "update contents set body = 'second' where body = 'two'");
    const { epoch } = welcome.start.page;
    const reset = reader.event<{ epoch: string }>('room-changed', (frame) => frame.epoch !== epoch);
    expect(await runParley(['epoch', 'new'], env)).toMatchObject({
      code: 0,
      out: expect.stringContaining('A new epoch has begun.'),
    });
    expect(await writer.command('post-comment', post('another second'))).toMatchObject({ ok: true });
    // A frame of another epoch: whoever gets it reads its windows again.
    await reset;
    expect(await runParley(['verify'], env)).toMatchObject({ code: 0 });
  });

  it('STORE-7 an embedded database needs none', async () => {
    expect(await runParley(['epoch', 'new'], { PARLEY_DATA: newFolder() })).toMatchObject({
      code: 0,
      out: expect.stringContaining('needs none'),
    });
    expect(await runParley(['epoch'], {})).toMatchObject({ code: 2 });
  });
});
