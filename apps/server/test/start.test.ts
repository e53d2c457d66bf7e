import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { newToken, openRoom } from './client.ts';
import { expectFault } from './expectations.ts';
import { endProcesses, newFolder, removeFolders, runParley, startServerProcess } from './server-process.ts';

afterEach(endProcesses);
afterAll(removeFolders);

const TIME = { timeout: 60_000 };
const start = (env: Record<string, string>) => startServerProcess({ PARLEY_DATA: newFolder(), ...env });

describe('a start', TIME, () => {
  it('START-4 an empty store gets the demo rooms, once', async () => {
    const folder = newFolder();
    for (let starts = 0; starts < 2; starts += 1) {
      const server = startServerProcess({ PARLEY_DATA: folder, PARLEY_DEMO: '1' });
      const { rooms } = (await (await fetch(`${await server.ready}/api/rooms`)).json()) as { rooms: { comments: number }[] };
      expect(rooms).toHaveLength(3);
      expect(rooms.every(({ comments }) => comments > 3)).toBe(true);
      server.kill('SIGINT');
      expect(await server.ended).toMatchObject({ code: 0, err: '' });
    }
  });

  it('START-4 not when PARLEY_DEMO is 0, nor into a store that has a room', async () => {
    const folder = newFolder();
    expect((await runParley(['room', 'add', 'mine', '--title', 'Mine'], { PARLEY_DATA: folder })).code).toBe(0);
    for (const env of [{}, { PARLEY_DATA: folder, PARLEY_DEMO: '1' }]) {
      const server = start(env);
      const { rooms } = (await (await fetch(`${await server.ready}/api/rooms`)).json()) as { rooms: unknown[] };
      expect(rooms).toHaveLength(Object.keys(env).length === 0 ? 0 : 1);
      server.kill('SIGKILL');
    }
  });

  it('START-2 keeps its secret in the data folder, for its owner only, and knows its guests after a restart', async () => {
    const folder = newFolder();
    await runParley(['room', 'add', 'mine', '--title', 'Mine'], { PARLEY_DATA: folder });
    const first = start({ PARLEY_DATA: folder });
    const token = await newToken(await first.ready);
    first.kill('SIGTERM');
    await first.ended;
    const secret = join(folder, 'secret');
    expect(statSync(secret).mode & 0o777).toBe(0o600);
    expect(statSync(join(folder, 'parley.db')).mode & 0o077).toBe(0);
    expect(readFileSync(secret, 'utf8').trim().length).toBeGreaterThanOrEqual(43);
    const room = openRoom(await start({ PARLEY_DATA: folder }).ready, 'mine', token);
    expect(await room.welcomed).toMatchObject({ me: expect.any(String) });
    room.socket.close();
  });

  it('START-2 a taken port', async () => {
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
    const { port } = taken.address() as { port: number };
    expectFault(await start({ PORT: String(port) }).ended, String(port), 'taken', 'PORT');
    await new Promise((resolve) => taken.close(resolve));
  });

  it('START-2 an address that is not of this machine', async () => {
    expectFault(await start({ HOST: '192.0.2.1' }).ended, '192.0.2.1', 'HOST');
  });

  it('START-2 a folder that cannot be used', async () => {
    const file = join(newFolder(), 'file');
    writeFileSync(file, '');
    expectFault(await start({ PARLEY_DATA: file }).ended, file, 'not a folder', 'PARLEY_DATA');
    expectFault(await start({ PARLEY_DATA: join(file, 'below') }).ended, 'PARLEY_DATA');
    expectFault(await start({ PARLEY_DATA: '/sys/parley' }).ended, '/sys/parley', 'cannot be written', 'PARLEY_DATA');
  });

  it('START-2 a database that is something else', async () => {
    const folder = newFolder();
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'parley.db'), 'this is no database'.repeat(500));
    expectFault(await start({ PARLEY_DATA: folder }).ended, 'parley.db');
  });

  it('START-2 a weak secret is refused without being shown', async () => {
    const ended = await start({ PARLEY_SECRET: 'hunter2' }).ended;
    expectFault(ended, 'PARLEY_SECRET');
    expect(ended.err).not.toContain('hunter2');
  });

  it('START-2 a kept secret that is damaged is never signed with', async () => {
    const folder = newFolder();
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'secret'), '\n');
    expectFault(await start({ PARLEY_DATA: folder }).ended, join(folder, 'secret'), 'damaged');
  });

  it('START-5 wrong configuration', async () => {
    expectFault(await start({ PORT: 'http' }).ended, 'PORT');
    expectFault(await start({ PARLEY_ORIGINS: '*' }).ended, 'PARLEY_ORIGINS');
  });

  it('STORE-3 a second server on the same folder is told so, and the first goes on', async () => {
    const folder = newFolder();
    const first = start({ PARLEY_DATA: folder });
    const url = await first.ready;
    expectFault(await start({ PARLEY_DATA: folder }).ended, folder, 'in use');
    expect((await fetch(`${url}/readyz`)).status).toBe(200);
    // The lock dies with its process, however it ends.
    first.kill('SIGKILL');
    await first.ended;
    await start({ PARLEY_DATA: folder }).ready;
  });

  it('START-3 SIGINT ends it with everything acknowledged kept, and tells its clients', async () => {
    const folder = newFolder();
    await runParley(['room', 'add', 'mine', '--title', 'Mine'], { PARLEY_DATA: folder });
    const server = start({ PARLEY_DATA: folder });
    const url = await server.ready;
    const room = openRoom(url, 'mine', await newToken(url));
    await room.welcomed;
    const closing = room.event('connection-closing');
    const posts = Array.from({ length: 20 }, (_, n) => {
      const comment = `01890a5d-ac96-774b-bcce-${String(n).padStart(12, '0')}`;
      return room.command('post-comment', { command: comment, comment, parent: null, body: `kept ${n}`, name: null });
    });
    await posts[0];
    server.kill('SIGINT');
    const answers = await Promise.all(posts);
    expect(await closing).toMatchObject({ refusal: { code: 'going-away' } });
    expect(await server.ended).toMatchObject({ code: 0, err: '' });
    const acknowledged = answers.flatMap((answer, n) => (answer?.ok ? [`kept ${n}`] : []));
    expect(acknowledged.length).toBeGreaterThan(0);
    const { out } = await runParley(['export', 'mine'], { PARLEY_DATA: folder });
    const bodies = (JSON.parse(out).comments as { body: string }[]).map(({ body }) => body);
    expect(bodies).toEqual(expect.arrayContaining(acknowledged));
    expect(new Set(bodies).size).toBe(bodies.length);
  });
});
