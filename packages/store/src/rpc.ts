/** Calls to a worker: one message there, one back, errors with their type. */
import type { MessagePort, Worker } from 'node:worker_threads';
import { StoreError, type StoreErrorCode } from './errors.ts';
import type { OnReport, ReportLevel } from './report.ts';

// Methods differ in their parameters; `never` accepts them all without giving up their types at the call.
type Method = (...args: never[]) => Promise<unknown>;

interface Call {
  readonly id: number;
  readonly method: string;
  readonly args: readonly unknown[];
}

type Reply =
  | { readonly id: number; readonly ok: true; readonly value: unknown }
  | { readonly id: number; readonly ok: false; readonly code: StoreErrorCode | undefined; readonly message: string };

/** Something an operator must know, from a worker that went on. */
interface Report {
  readonly report: string;
  readonly level: ReportLevel;
}

/** Sends a report to who holds the worker. */
export const reportTo =
  (port: MessagePort): OnReport =>
  (report, level) =>
    port.postMessage({ report, level } satisfies Report);

/**
 * Answers calls on a worker's side. The first one is `open` with the worker's task, which makes the methods; the thread loads its
 * code meanwhile, whoever it has to wait for.
 */
export function serve<Task>(port: MessagePort, open: (task: Task) => Promise<object>): void {
  let opening: Promise<object> = Promise.reject(new Error('Nothing was opened.'));
  opening.catch(() => undefined);
  const running = new Set<Promise<unknown>>();
  port.on('message', async ({ id, method, args }: Call) => {
    // Closing comes after everything that was asked before it.
    if (method === 'close') await Promise.allSettled(running);
    try {
      if (method === 'open') {
        opening = open(args[0] as Task);
        await opening;
        port.postMessage({ id, ok: true, value: undefined } satisfies Reply);
        return;
      }
      const methods = (await opening) as Record<string, (...args: unknown[]) => Promise<unknown>>;
      const run = methods[method];
      if (!run) throw new Error(`There is no method ${method}.`);
      const work = run(...args);
      running.add(work);
      const value = await work.finally(() => running.delete(work));
      port.postMessage({ id, ok: true, value } satisfies Reply);
    } catch (error) {
      const code = error instanceof StoreError ? error.code : undefined;
      const message = error instanceof Error ? error.message : String(error);
      port.postMessage({ id, ok: false, code, message } satisfies Reply);
    }
  });
}

/** The calling side of a worker. */
export interface Remote<Methods, Task> {
  /** Comes before every other call; rejects with the reason when the worker cannot do its task. */
  open(task: Task): Promise<void>;
  call<Name extends keyof Methods & string>(
    name: Name,
    ...args: Methods[Name] extends (...args: infer Args) => unknown ? Args : never
  ): Promise<Methods[Name] extends (...args: never[]) => Promise<infer Value> ? Value : never>;
  /** Whether the worker has ended, by itself or because it was told to. */
  isOver(): boolean;
  /** Waits for the calls under way, then ends the worker. */
  end(): Promise<void>;
}

interface Waiting {
  resolve(value: unknown): void;
  reject(error: Error): void;
}

/** Who holds a worker. */
export interface Holder {
  /** Takes what an operator must know. */
  readonly onReport: OnReport;
  /** The worker, which was open, ended by itself: only another process begins anew. */
  onLost(reason: string): void;
}

/** Calls the methods that a worker serves. When the worker ends, whatever waits fails and so does every later call. */
export function remote<Methods extends Record<keyof Methods, Method>, Task>(
  worker: Worker,
  { onReport, onLost }: Holder,
): Remote<Methods, Task> {
  const waiting = new Map<number, Waiting>();
  let last = 0;
  let ended: StoreError | undefined;
  let isOpen = false;

  const fail = (error: StoreError) => {
    // Before it is open, who opens it is told.
    const isLost = isOpen && !ended;
    ended ??= error;
    for (const { reject } of waiting.values()) reject(ended);
    waiting.clear();
    if (isLost) onLost(error.message);
  };
  worker.on('message', (reply: Reply | Report) => {
    if ('report' in reply) return onReport(reply.report, reply.level);
    const asked = waiting.get(reply.id);
    waiting.delete(reply.id);
    if (reply.ok) asked?.resolve(reply.value);
    else asked?.reject(reply.code ? new StoreError(reply.code, reply.message) : new Error(reply.message));
  });
  worker.on('error', (cause) => fail(new StoreError('closed', `The store's worker failed: ${String(cause)}.`, { cause })));
  worker.on('exit', () => fail(new StoreError('closed', "The store's worker is gone.")));

  const call = (method: string, ...args: readonly unknown[]): Promise<unknown> => {
    if (ended) return Promise.reject(ended);
    last += 1;
    const id = last;
    return new Promise((resolve, reject) => {
      waiting.set(id, { resolve, reject });
      worker.postMessage({ id, method, args } satisfies Call);
    });
  };
  return {
    async open(task) {
      await call('open', task);
      isOpen = true;
    },
    // One untyped door behind the typed one: the message itself knows no types.
    call: call as Remote<Methods, Task>['call'],
    isOver: () => ended !== undefined,
    async end() {
      if (ended) return;
      await call('close').catch(() => undefined);
      ended = new StoreError('closed', 'The store is closed.');
      await worker.terminate();
    },
  };
}
