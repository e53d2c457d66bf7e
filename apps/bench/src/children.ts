/** Starts the processes of a measurement and talks with them. */
import { type ChildProcess, fork, type Serializable } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { PeerOrder } from './peers/order.ts';
import type { ViewersOrder, ViewersReport } from './viewers.ts';

/** Longest wait for any answer of a child, in ms: a hung run ends with a message and not with the night. */
const ANSWER_WITHIN_MS = 120_000;

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const measured = ['--expose-gc', '--import', new URL('./gc-on-signal.js', import.meta.url).href];

/** Waits for the first message that fits. */
function message<T>(child: ChildProcess, fits: (m: never) => boolean, what: string): Promise<T> {
  return new Promise((resolve, reject) => {
    const give = (error: Error | undefined, value?: T): void => {
      clearTimeout(timer);
      child.off('message', onMessage);
      child.off('exit', onExit);
      if (error) reject(error);
      else resolve(value as T);
    };
    const timer = setTimeout(() => give(new Error(`no answer in time: ${what}`)), ANSWER_WITHIN_MS);
    const onMessage = (m: unknown): void => {
      if (fits(m as never)) give(undefined, m as T);
    };
    const onExit = (code: number | null): void => give(new Error(`a process ended (${code}): ${what}`));
    child.on('message', onMessage);
    child.on('exit', onExit);
  });
}

/** Ends a child and waits until it is gone. */
export async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await gone;
}

export interface MeasuredServer {
  readonly pid: number;
  readonly port: number;
  /** Peers only: sends one change to all. */
  broadcast(order: Omit<PeerOrder, 'kind'>): void;
  collectGarbage(): void;
  stop(): Promise<void>;
}

export async function startPeer(name: 'bare-ws' | 'plain-socket-io'): Promise<MeasuredServer> {
  const child = fork(here(`./peers/${name}.js`), { execArgv: measured });
  const { port } = await message<{ port: number }>(child, (m: { kind: string }) => m.kind === 'ready', `${name} ready`);
  return {
    pid: child.pid ?? 0,
    port,
    broadcast: (order) => void child.send({ kind: 'broadcast', ...order } satisfies PeerOrder as Serializable),
    collectGarbage: () => void child.kill('SIGUSR2'),
    stop: () => stop(child),
  };
}

/** Limits far above what a row asks for, set as ops would. */
const RAISED = '1000000/1';

/** The real server on a fresh data folder, with its real disk writes. */
export async function startParley(): Promise<MeasuredServer> {
  const data = mkdtempSync(join(tmpdir(), 'parley-bench-'));
  const child = fork(here('../../server/dist/main.js'), {
    execArgv: measured,
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    env: {
      ...process.env,
      PORT: '0',
      HOST: '127.0.0.1',
      PARLEY_DATA: data,
      PARLEY_RATE_WRITES: RAISED,
      PARLEY_RATE_VOTES: RAISED,
      PARLEY_RATE_READS: RAISED,
      PARLEY_RATE_GUESTS: RAISED,
      PARLEY_RATE_ADDRESS_WRITES: RAISED,
      PARLEY_RATE_COMMENT_VOTES: RAISED,
      PARLEY_RATE_ROOM_WRITES: RAISED,
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
  return {
    pid: child.pid ?? 0,
    port,
    broadcast: () => {
      throw new Error('Parley broadcasts what people write');
    },
    collectGarbage: () => void child.kill('SIGUSR2'),
    stop: async () => {
      await stop(child);
      rmSync(data, { recursive: true, force: true });
    },
  };
}

export interface Viewers {
  open(order: Omit<Extract<ViewersOrder, { kind: 'open' }>, 'kind'>): Promise<void>;
  /** Resolves when every viewer has seen the mark. */
  allSaw(mark: number): Promise<void>;
  pause(count: number): Promise<void>;
  resume(count: number): Promise<void>;
  resetCounts(): void;
  counts(): Promise<Extract<ViewersReport, { kind: 'counts' }>>;
  stop(): Promise<void>;
}

export function startViewers(): Viewers {
  const child = fork(here('./viewers.js'));
  const send = (order: ViewersOrder): void => void child.send(order as Serializable);
  const until = <T>(kind: ViewersReport['kind'], order: ViewersOrder): Promise<T> => {
    const answer = message<T>(child, (m: ViewersReport) => m.kind === kind, kind);
    send(order);
    return answer;
  };
  return {
    open: async (order) => void (await until('opened', { kind: 'open', ...order })),
    allSaw: async (mark) => void (await until('all-saw', { kind: 'await', mark })),
    pause: async (count) => void (await until('paused', { kind: 'pause', count })),
    resume: async (count) => void (await until('resumed', { kind: 'resume', count })),
    resetCounts: () => send({ kind: 'reset-counts' }),
    counts: () => until('counts', { kind: 'counts' }),
    stop: () => stop(child),
  };
}
