/** Entry of both worker threads: Kysely and better-sqlite3 live whole in here. */
import { parentPort } from 'node:worker_threads';
import type { Opening } from './epochs.ts';
import { reportTo, serve } from './rpc.ts';
import { openReader } from './sqlite-reader.ts';
import { openWriter } from './sqlite-writer.ts';

/** A reader opens after the writer: it reads what that has opened. */
export type WriterTask = { readonly role: 'writer'; readonly file: string };
export type ReaderTask = { readonly role: 'reader'; readonly file: string; readonly opening: Opening };

if (parentPort) {
  const report = reportTo(parentPort);
  serve<WriterTask | ReaderTask>(parentPort, (task) =>
    task.role === 'writer' ? openWriter(task.file, report) : openReader(task.file, task.opening),
  );
}
