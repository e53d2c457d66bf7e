import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, afterEach, expect, it } from 'vitest';
import { newToken, openRoom } from './client.ts';
import { endProcesses, newFolder, removeFolders, runParley, startServerProcess } from './server-process.ts';

afterEach(endProcesses);
afterAll(removeFolders);

/** Loaded before everything else, in each thread: ends a worker, as a crash would, when the file is there. */
const ENDS_WORKERS = `
import { existsSync } from 'node:fs';
import { isMainThread } from 'node:worker_threads';
if (!isMainThread) setInterval(() => existsSync(process.env.ENDS_WORKERS) && process.exit(1), 20).unref();
`;

it('STORE-13 a server whose store lost a worker ends with one line, and started again it has everything acknowledged', async () => {
  const [folder, elsewhere] = [newFolder(), newFolder()];
  const [preload, end] = [join(elsewhere, 'preload.mjs'), join(elsewhere, 'end')];
  writeFileSync(preload, ENDS_WORKERS);
  const env = { PARLEY_DATA: folder };
  await runParley(['room', 'add', 'lounge', '--title', 'Lounge'], env);
  const server = startServerProcess({ ...env, NODE_OPTIONS: `--import=${pathToFileURL(preload)}`, ENDS_WORKERS: end });
  const url = await server.ready;
  const token = await newToken(url);
  const comment = randomUUID();
  const post = { command: comment, comment, parent: null, body: 'kept', name: null };
  expect(await openRoom(url, 'lounge', token).command('post-comment', post)).toMatchObject({ ok: true });
  writeFileSync(end, '');
  const { code, err } = await server.ended;
  expect(code).toBe(1);
  expect(err.match(/The store is lost: .*Start Parley again/g)).toHaveLength(1);

  const again = await startServerProcess(env).ready;
  expect(await openRoom(again, 'lounge', token).command('post-comment', post)).toMatchObject({ ok: true });
  expect((await runParley(['verify'], env)).out).toContain('1 rooms, 1 comments');
});
