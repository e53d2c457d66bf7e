/** A child process that never outlives the process that started it, however that ends. */
import { type ChildProcess, spawn } from 'node:child_process';

/** How a child ended, and what it said last. */
export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** The last of stdout. */
  readonly out: string;
  /** The last of stderr. */
  readonly err: string;
}

export interface Child {
  readonly pid: number;
  /** Settles when it has ended and its output was read. */
  readonly exited: Promise<Ended>;
  /** Sends it a signal; nothing happens when it has ended. */
  kill(signal: NodeJS.Signals): void;
  /** Resolves when its output has the text; rejects with the output when it ends before. */
  said(text: string): Promise<void>;
}

/** A program that is started again after it has ended, whoever ended it. */
export interface Restartable {
  /** Of the present or last run. */
  readonly pid: number;
  /** Settles when the present or last run has ended, with all that it started. */
  readonly exited: Promise<Ended>;
  /** Starts it again where it was; resolves when it takes what it is for. */
  start(): Promise<void>;
}

export interface ChildOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** Name under which it is called. */
  readonly argv0?: string;
  readonly cwd?: string;
  readonly uid?: number;
  readonly gid?: number;
  /** Hears what it writes to stderr, as it comes. */
  readonly onStderr?: (text: string) => void;
}

/** Characters of output that are kept: enough for the reason of an end. */
const KEPT_MAX = 64_000;

/** Kills a process group as soon as its input ends, which it does when the process that holds the other end is gone. */
const GUARD = 'read line; kill -s KILL -- "-$1" 2>/dev/null';

/**
 * Starts a program in a process group of its own (a Ctrl-C is for its parent, which ends it in order) with a guard beside it that
 * kills the group when this process dies, even by SIGKILL.
 */
export function startChild(file: string, args: readonly string[], { onStderr, ...options }: ChildOptions = {}): Child {
  const child = spawn(file, args, { ...options, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  const { pid } = child;
  const text = { out: '', err: '' };
  const listeners = new Set<() => void>();
  const keep = (stream: 'out' | 'err') => (chunk: string) => {
    text[stream] = (text[stream] + chunk).slice(-KEPT_MAX);
    for (const listener of listeners) listener();
  };
  child.stdout.setEncoding('utf8').on('data', keep('out'));
  child.stderr.setEncoding('utf8').on('data', keep('err'));
  if (onStderr) child.stderr.on('data', onStderr);
  const guard = pid === undefined ? undefined : startGuard(pid);
  const exited = new Promise<Ended>((resolve) => {
    child.once('error', (error) => resolve({ code: 1, signal: null, out: text.out, err: `${text.err}${error.message}\n` }));
    child.once('exit', () => guard?.kill('SIGKILL'));
    child.once('close', (code, signal) => resolve({ code, signal, ...text }));
  });
  return {
    pid: pid ?? -1,
    exited,
    kill: (signal) => void child.kill(signal),
    said: (wanted) =>
      new Promise((resolve, reject) => {
        const look = () => {
          if (!text.out.includes(wanted) && !text.err.includes(wanted)) return;
          listeners.delete(look);
          resolve();
        };
        listeners.add(look);
        exited.then((end) => reject(new Error(`${file} ended before it said "${wanted}": ${end.out}${end.err}`)));
        look();
      }),
  };
}

function startGuard(group: number): ChildProcess {
  const guard = spawn('sh', ['-c', GUARD, 'guard', `${group}`], { detached: true, stdio: ['pipe', 'ignore', 'ignore'] });
  guard.stdin?.on('error', () => undefined);
  guard.unref();
  (guard.stdin as { unref?: () => void } | null)?.unref?.();
  return guard;
}

/** Runs a program to its end and gives what it printed; throws with it unless it succeeds. */
export async function runChild(file: string, args: readonly string[], options: ChildOptions = {}): Promise<string> {
  const { code, out, err } = await startChild(file, args, options).exited;
  if (code !== 0) throw new Error(`${file} ${args.join(' ')} ended with ${code}: ${out}${err}`);
  return out;
}
