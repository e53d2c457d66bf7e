/** What an operator sees of a real server while what stands behind it goes and comes. */
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

interface Told {
  readonly code: number;
  readonly status: string;
  readonly reasons: readonly string[];
}
const readyz = async (url: string): Promise<Told> => {
  const answer = await fetch(`${url}/readyz`);
  return { code: answer.status, ...((await answer.json()) as Omit<Told, 'code'>) };
};
/** Asks until it is told so, which the test's own time bounds. */
async function untilTold(url: string, told: Told): Promise<void> {
  while (JSON.stringify(await readyz(url)) !== JSON.stringify(told));
}
const READY: Told = { code: 200, status: 'ready', reasons: [] };
const post = (n: number) => {
  const comment = `01890a5d-ac96-774b-bcce-${String(n).padStart(12, '0')}`;
  return { command: comment, comment, parent: null, body: `number ${n}`, name: null };
};

describe('readiness of one of many', () => {
  it('OPS-1 without Redis it is degraded, takes comments and shows them; with it again it is ready; the same with one that hangs', async () => {
    const env = await shared();
    await runParley(['room', 'add', 'mine', '--title', 'Mine'], env);
    const url = await startServerProcess(env).ready;
    await untilTold(url, READY);
    const writer = openRoom(url, 'mine', await newToken(url));
    await writer.welcomed;
    await redis.kill();
    await untilTold(url, { code: 200, status: 'degraded', reasons: ['subscription-broken'] });
    const seen = writer.event<{ content: { id: string }[] }>('room-changed', ({ content }) => content.length > 0);
    expect(await writer.command('post-comment', post(1))).toMatchObject({ ok: true });
    await seen;
    await redis.start();
    await untilTold(url, READY);
    // One that takes everything and answers nothing.
    redis.freeze(true);
    await untilTold(url, { code: 200, status: 'degraded', reasons: ['subscription-broken'] });
    redis.freeze(false);
    await untilTold(url, READY);
    writer.socket.close();
  });

  it('OPS-1 without Postgres it is not ready and lives; with it again it is ready, without a restart', async () => {
    const url = await startServerProcess(await shared()).ready;
    await untilTold(url, READY);
    await postgres.stop('immediate');
    await untilTold(url, { code: 503, status: 'not-ready', reasons: ['store-unavailable'] });
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
    await postgres.start();
    await untilTold(url, READY);
  });
});

describe('what the log says of the database', () => {
  const linesOf = (err: string) =>
    err
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { level: string; event: string; report?: string });

  it('OPS-10 a planned epoch is one warning that says so', async () => {
    const env = await shared();
    const server = startServerProcess(env);
    const url = await server.ready;
    await untilTold(url, READY);
    expect(await runParley(['epoch', 'new'], env)).toMatchObject({ code: 0 });
    await untilTold(url, READY);
    server.kill('SIGTERM');
    const lines = linesOf((await server.ended).err);
    expect(lines).toMatchObject([{ level: 'warn', event: 'store-notice', report: expect.stringContaining('planned') }]);
  });

  it('HTTP-9 OPS-10 it went away and answers again; pages asked for meanwhile are no faults of the program', async () => {
    const server = startServerProcess(await shared());
    const url = await server.ready;
    await untilTold(url, READY);
    await postgres.stop('immediate');
    await untilTold(url, { code: 503, status: 'not-ready', reasons: ['store-unavailable'] });
    const page = await fetch(`${url}/rooms/mine`, { headers: { accept: 'text/html' } });
    expect([page.status, page.headers.get('retry-after')]).toEqual([503, '5']);
    expect(await page.text()).toContain('<a href="">Try again</a>');
    expect((await fetch(`${url}/api/rooms`)).headers.get('content-type')).toContain('application/json');
    await postgres.start();
    await untilTold(url, READY);
    server.kill('SIGTERM');
    const lines = linesOf((await server.ended).err);
    expect(lines.filter(({ event }) => event === 'store').map(({ level, report }) => [level, report])).toEqual([
      ['error', expect.stringContaining('went away')],
      ['error', 'The database answers again.'],
    ]);
    expect(lines.map(({ event }) => event)).toContain('request-failed');
    expect(lines.map(({ event }) => event)).not.toContain('http-failed');
  });
});

const numbersAddress = (out: string): string => /^Numbers at (\S+)$/m.exec(out)?.[1] ?? '';

describe('a signal to stop', () => {
  const told: Told = { code: 503, status: 'not-ready', reasons: ['draining'] };

  it('OPS-6 is told by /readyz first, while people still come in and write; then it ends in order', async () => {
    const folder = newFolder();
    await runParley(['room', 'add', 'mine', '--title', 'Mine'], { PARLEY_DATA: folder });
    const server = startServerProcess({ PARLEY_DATA: folder, PARLEY_DRAIN_NOTICE: '1500', PARLEY_LOG: 'info' });
    const url = await server.ready;
    const token = await newToken(url);
    server.kill('SIGTERM');
    await untilTold(url, told);
    const late = openRoom(url, 'mine', token);
    await late.welcomed;
    expect(await late.command('post-comment', post(1))).toMatchObject({ ok: true });
    await late.event('connection-closing');
    const { code, err } = await server.ended;
    const events = err
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { event: string });
    // And nothing of the comment.
    expect([code, ...events.map(({ event }) => event)]).toEqual([0, 'started', 'draining']);
  });

  it('OPS-6 a second one ends it at once', async () => {
    const server = startServerProcess({ PARLEY_DATA: newFolder(), PARLEY_DRAIN_NOTICE: '1500' });
    const url = await server.ready;
    server.kill('SIGTERM');
    await untilTold(url, told);
    server.kill('SIGTERM');
    expect(await server.ended).toMatchObject({ code: 1, signal: null });
  });
});

describe('settings', () => {
  it('OPS-5 a start prints those that differ, without secrets, and parley config prints all of them', async () => {
    const env = { PARLEY_DATA: newFolder(), PARLEY_SECRET: SECRET, PARLEY_ORIGIN: 'x' };
    const server = startServerProcess(env);
    await server.ready;
    expect(server.told()).toContain(`PARLEY_SECRET=[hidden] PARLEY_DATA=${env.PARLEY_DATA}`);
    const { code, out } = await runParley(['config'], env);
    expect(code).toBe(0);
    expect(out).toContain('\nHOST=127.0.0.1  (default)\n');
    expect(out).toContain('PARLEY_ORIGIN sets nothing');
    expect(server.told() + out).not.toContain(SECRET);
    expect(await runParley(['config'], { PORT: 'x' })).toMatchObject({
      code: 1,
      out: '',
      err: expect.stringMatching(/^PORT must/),
    });
  });
});

describe('numbers', () => {
  it('OPS-2 are on a port of their own, count what happens, and are nowhere else', async () => {
    const env = { PARLEY_DATA: newFolder(), PARLEY_METRICS_PORT: '0' };
    await runParley(['room', 'add', 'mine', '--title', 'Mine'], env);
    const server = startServerProcess(env);
    const url = await server.ready;
    const room = openRoom(url, 'mine', await newToken(url));
    await room.welcomed;
    for (const n of [1, 2, 3]) expect(await room.command('post-comment', post(n))).toMatchObject({ ok: true });
    const numbers = numbersAddress(server.told());
    const lines = (await textOf(numbers)).split('\n');
    for (const line of ['parley_commits_total 3', 'parley_sockets 1', 'parley_ready 1', 'parley_ack_seconds_count 3'])
      expect(lines).toContain(line);
    expect((await fetch(numbers.replace(/metrics$/, ''))).status).toBe(404);
    expect((await fetch(`${url}/metrics`)).status).toBe(404);
    expectFault(
      await startServerProcess({ PARLEY_DATA: newFolder(), PARLEY_METRICS_PORT: new URL(numbers).port }).ended,
      'taken',
      'PARLEY_METRICS_PORT',
    );
    room.socket.close();
  });

  it('OPS-2 without the variable there is no such port', async () => {
    const server = startServerProcess({ PARLEY_DATA: newFolder() });
    await server.ready;
    expect(numbersAddress(server.told())).toBe('');
  });
});
