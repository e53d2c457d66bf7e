/** A Redis of a test's own, on a free port, without files. */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

/** Below the ports that outgoing connections take for themselves. */
const PORTS = { first: 20_000, last: 32_000 };

/**
 * The program: `PARLEY_REDIS_SERVER`, one on the PATH, or the checking tool of Debian's `redis-tools`, which is the same binary and
 * serves when called by the server's name.
 */
function findServer(): string {
  const onPath = (name: string): string[] => (process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, name));
  const places = [process.env.PARLEY_REDIS_SERVER ?? '', ...onPath('redis-server'), ...onPath('redis-check-rdb')];
  const found = places.find((place) => place !== '' && existsSync(place));
  if (!found) throw new Error('The tests need Redis: `npm test` installs it or says how.');
  return found;
}

async function isFree(port: number): Promise<boolean> {
  const probe = createServer();
  return new Promise((resolve) => {
    probe.once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
}

async function freePort(): Promise<number> {
  for (;;) {
    const port = PORTS.first + Math.floor(Math.random() * (PORTS.last - PORTS.first));
    if (await isFree(port)) return port;
  }
}

export interface RedisServer {
  readonly url: string;
  readonly port: number;
  /** Ends it at once and resolves when it is gone. */
  kill(): Promise<void>;
  /** Starts it again, empty, on the same port. */
  start(): Promise<void>;
  /** Stops it from doing anything, connections open, or lets it go on. */
  freeze(isFrozen: boolean): void;
}

export async function startRedis(): Promise<RedisServer> {
  const port = await freePort();
  let child: ChildProcess | undefined;
  const server: RedisServer = {
    url: `redis://127.0.0.1:${port}`,
    port,
    async start() {
      const args = ['--port', `${port}`, '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--dir', tmpdir()];
      child = spawn(findServer(), args, { argv0: 'redis-server', stdio: ['ignore', 'pipe', 'inherit'] });
      await isReady(child);
    },
    async kill() {
      const running = child;
      child = undefined;
      if (!running || running.exitCode !== null) return;
      const gone = new Promise((resolve) => running.once('exit', resolve));
      running.kill('SIGKILL');
      await gone;
    },
    freeze(isFrozen) {
      child?.kill(isFrozen ? 'SIGSTOP' : 'SIGCONT');
    },
  };
  await server.start();
  return server;
}

function isReady(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = '';
    child.once('error', reject);
    child.once('exit', () => reject(new Error(`Redis did not start: ${said}`)));
    child.stdout?.on('data', (chunk) => {
      said = (said + chunk).slice(-4_000);
      if (said.includes('Ready to accept connections')) resolve();
    });
  });
}
