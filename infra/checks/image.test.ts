/** What the Dockerfile does after building, done on this machine: the server runs from what is gathered and installed for it alone. */
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Child, freePort, startChild } from '@parley/topology';
import { afterAll, describe, expect, it } from 'vitest';
import { root } from '../dev/lib/paths.mjs';
import { commandsOf, instructionsOf } from './dockerfile.ts';
import { read } from './sources.ts';

const source = instructionsOf(read('infra/docker/Dockerfile').text);
const folder = mkdtempSync(join(tmpdir(), 'parley-image-'));
const started: Child[] = [];
afterAll(async () => {
  for (const child of started) child.kill('SIGKILL');
  await Promise.all(started.map(({ exited }) => exited));
  rmSync(folder, { recursive: true, force: true });
});

const start = (words: readonly string[], cwd: string, env: Readonly<Record<string, string>> = {}): Child => {
  const { PATH = '', HOME = '' } = process.env;
  const child = startChild(words[0] ?? '', words.slice(1), { cwd, env: { PATH, HOME, ...env } });
  started.push(child);
  return child;
};
const jsonIn = (word: string) =>
  JSON.parse(/\[.*\]/.exec(source.find((each) => each.word === word)?.rest ?? '')?.[0] ?? '[]') as string[];
/** The command that begins so, in words. */
const ran = (beginning: string) =>
  source
    .filter(({ word }) => word === 'RUN')
    .flatMap(commandsOf)
    .filter((command) => command.startsWith(beginning))
    .at(-1)
    ?.split(' ') ?? [];

describe('the image', () => {
  it('SCALE-5 gathers, installs and runs: the server answers its health check and ends by its stop signal', {
    timeout: 300_000,
  }, async () => {
    expect(await start(ran('node infra/docker/gather.mjs').with(-1, folder), root).exited).toMatchObject({ code: 0 });
    // The one package that is compiled was compiled for this machine already; what the first installation brought is not asked for again.
    const installed = await start([...ran('npm ci'), '--ignore-scripts', '--prefer-offline'], folder).exited;
    expect(installed.code, installed.err).toBe(0);
    const native = 'node_modules/better-sqlite3/build/Release/better_sqlite3.node';
    cpSync(join(root, native), join(folder, native));

    const port = `${await freePort()}`;
    const env = { PORT: port, HOST: '127.0.0.1', PARLEY_DATA: join(folder, 'data'), NODE_ENV: 'production' };
    expect((await start(jsonIn('HEALTHCHECK'), folder, env).exited).code).toBe(1);
    const server = start(jsonIn('CMD'), folder, env);
    await server.said('Parley is ready at');
    expect((await start(jsonIn('HEALTHCHECK'), folder, env).exited).code).toBe(0);
    expect(await (await fetch(`http://127.0.0.1:${port}/rooms/night-train`)).text()).toContain('<h1');
    server.kill(source.find(({ word }) => word === 'STOPSIGNAL')?.rest as NodeJS.Signals);
    expect(await server.exited).toMatchObject({ code: 0 });
  });
});
