/** Talks with the processes of a measurement. */
import { type ChildProcess, type ForkOptions, fork, type Serializable } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** Longest wait for any answer of a child, ms: a hung run ends with a message and not with the night. */
const ANSWER_WITHIN_MS = 180_000;

/** Path of a built file beside this one's folder. */
export const built = (path: string): string => fileURLToPath(new URL(`../${path}`, import.meta.url));

/** How measured servers are started: see `programs/measured.ts`. */
export const measured = ['--expose-gc', '--import', new URL('../programs/measured.js', import.meta.url).href];

/** Starts a program of the bench. */
export const start = (file: string, options: ForkOptions = {}): ChildProcess => fork(built(file), options);

/** Waits for the first message of a kind. */
export function answerOf<T extends { readonly kind: string }, K extends T['kind']>(
  child: ChildProcess,
  kind: K,
): Promise<Extract<T, { kind: K }>> {
  return new Promise((resolve, reject) => {
    const over = (): void => {
      clearTimeout(timer);
      child.off('message', onMessage);
      child.off('exit', onExit);
    };
    const timer = setTimeout(() => {
      over();
      reject(new Error(`no answer in time: ${kind}`));
    }, ANSWER_WITHIN_MS);
    const onMessage = (message: unknown): void => {
      if ((message as T).kind !== kind) return;
      over();
      resolve(message as Extract<T, { kind: K }>);
    };
    const onExit = (code: number | null): void => {
      over();
      reject(new Error(`a process ended (${code}) before it answered: ${kind}`));
    };
    child.on('message', onMessage);
    child.on('exit', onExit);
  });
}

/** Sends an order that is answered by one message of a kind. */
export function ask<T extends { readonly kind: string }, K extends T['kind']>(child: ChildProcess, order: object, kind: K) {
  const answer = answerOf<T, K>(child, kind);
  child.send(order as Serializable);
  return answer;
}

/** Ends a child at once and waits until it is gone. */
export async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await gone;
}
