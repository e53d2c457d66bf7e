/** The real server as a process of its own, from its build. */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('../dist/main.js', import.meta.url));
const CLI = fileURLToPath(new URL('../dist/cli/index.js', import.meta.url));

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly out: string;
  readonly err: string;
}

export interface Running {
  /** Settles when the process has ended, however. */
  readonly ended: Promise<Ended>;
  /** Address that it printed; rejects when it ends before that. */
  readonly ready: Promise<string>;
  /** What it printed so far. */
  told(): string;
  kill(signal: NodeJS.Signals): void;
}

type Env = Record<string, string>;

function run(file: string, words: readonly string[], env: Env): { child: ChildProcess; running: Running } {
  if (!existsSync(file)) throw new Error(`${file} is not built: run "npm run build" first.`);
  // Nothing of the caller's own settings: only what the test gives, and what a process needs to run.
  const { PATH = '', HOME = '' } = process.env;
  const child = spawn(process.execPath, [file, ...words], { env: { PATH, HOME, PORT: '0', PARLEY_DEMO: '0', ...env } });
  const text = { out: '', err: '' };
  child.stderr?.on('data', (data) => {
    text.err += data;
  });
  const ended = new Promise<Ended>((resolve) => child.on('close', (code, signal) => resolve({ code, signal, ...text })));
  const ready = new Promise<string>((resolve, reject) => {
    child.stdout?.on('data', (data) => {
      text.out += data;
      const address = /^Parley is ready at (http:\/\/localhost:\d+)$/m.exec(text.out)?.[1];
      if (address) resolve(address);
    });
    ended.then(({ err }) => reject(new Error(`ended before it was ready: ${err}`)));
  });
  ready.catch(() => undefined);
  return { child, running: { ended, ready, told: () => text.out, kill: (signal) => void child.kill(signal) } };
}

const alive = new Set<ChildProcess>();

export function startServerProcess(env: Env): Running {
  const { child, running } = run(MAIN, [], env);
  alive.add(child);
  void running.ended.then(() => alive.delete(child));
  return running;
}

export const runParley = (words: readonly string[], env: Env): Promise<Ended> => run(CLI, words, env).running.ended;

/** Ends what a failed test left behind. */
export function endProcesses(): void {
  for (const child of alive) child.kill('SIGKILL');
}

const folders: string[] = [];
export function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'parley-test-'));
  folders.push(folder);
  return folder;
}
export function removeFolders(): void {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
}
