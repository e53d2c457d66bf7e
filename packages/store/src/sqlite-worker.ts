/** Entry of both worker threads: Kysely and better-sqlite3 live whole in here. */
import { parentPort, workerData } from 'node:worker_threads';
import type { Opening } from './epochs.ts';
import { serve } from './rpc.ts';
import { openReader } from './sqlite-reader.ts';
import { openWriter } from './sqlite-writer.ts';

/** What a worker is started with. A reader is started after the writer: it reads what that has opened. */
export type WorkerTask =
  | { readonly role: 'writer'; readonly file: string }
  | { readonly role: 'reader'; readonly file: string; readonly opening: Opening };

if (parentPort) {
  const task = workerData as WorkerTask;
  serve<object>(parentPort, task.role === 'writer' ? openWriter(task.file) : openReader(task.file, task.opening));
}
