/** The real server, as `npm start` runs it, on a fresh store. */
import { fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RATES } from '@parley/protocol';
import { freePort } from '@parley/topology';
import { PUBLIC_URL } from '../room.ts';
import { built, measured } from './child.ts';
import { type MeasuredServer, measuredServer } from './measured-server.ts';

/** Limits far above what a row asks for, set as ops would. */
const RAISED = '1000000/1';
export const raisedRates = Object.fromEntries(
  Object.keys(RATES).map((name) => [`PARLEY_RATE_${name.replace(/[A-Z]/g, '_$&').toUpperCase()}`, RAISED]),
);

/** One secret for all instances of a run; nothing of it outlives the run. */
const SECRET = randomBytes(32).toString('base64url');

export interface ParleyOptions {
  /** Redis and Postgres that instances share; without them one instance on a data folder. */
  readonly shared?: { readonly redis: string; readonly postgres: string } | undefined;
  /** Data folder to use and to leave; without one a fresh folder that is removed in the end. */
  readonly folder?: string | undefined;
  /** Whether it counts for Prometheus, which costs a little; `metric` needs it. */
  readonly counted?: boolean | undefined;
}

export interface ParleyInstance extends MeasuredServer {
  /** The value of a number at `/metrics`, summed over its labels; throws when there is none of that name. */
  metric(name: string): Promise<number>;
}

export const newDataFolder = (): string => mkdtempSync(join(tmpdir(), 'parley-bench-'));

/** Starts an instance and resolves when it serves. `kill` removes its folder when it made it. */
export async function startParley(options: ParleyOptions = {}): Promise<ParleyInstance> {
  const folder = options.folder ?? newDataFolder();
  const { shared } = options;
  const metricsPort = options.counted ? await freePort() : undefined;
  const child = fork(built('../../server/dist/main.js'), {
    execArgv: measured,
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    env: {
      ...process.env,
      ...raisedRates,
      PORT: '0',
      HOST: '127.0.0.1',
      PARLEY_DEMO: '0',
      PARLEY_PUBLIC_URL: PUBLIC_URL,
      PARLEY_DATA: folder,
      ...(metricsPort && { PARLEY_METRICS_PORT: `${metricsPort}` }),
      ...(shared && { REDIS_URL: shared.redis, DATABASE_URL: shared.postgres, PARLEY_SECRET: SECRET }),
    },
  });
  const port = await new Promise<number>((resolve, reject) => {
    let printed = '';
    child.once('exit', (code) => reject(new Error(`the server ended (${code}) before it was ready`)));
    child.stdout?.on('data', (chunk: Buffer) => {
      printed += chunk.toString();
      const ready = /ready at http:\/\/[^:]+:(\d+)/.exec(printed);
      if (ready) resolve(Number(ready[1]));
    });
  });
  const server = measuredServer(child, port);
  return {
    ...server,
    async metric(name) {
      const answer = await fetch(`http://127.0.0.1:${metricsPort}/metrics`);
      if (!answer.ok) throw new Error(`/metrics answered ${answer.status}`);
      const lines = (await answer.text()).split('\n').filter((line) => new RegExp(`^${name}[ {]`).test(line));
      if (lines.length === 0) throw new Error(`/metrics knows no ${name}`);
      return lines.reduce((sum, line) => sum + Number(line.slice(line.lastIndexOf(' '))), 0);
    },
    async kill() {
      await server.kill();
      if (options.folder === undefined) rmSync(folder, { recursive: true, force: true });
    },
  };
}
