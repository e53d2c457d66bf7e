/** RoomStore in one SQLite file. This thread only passes calls on: one worker writes, others read. */
import { Worker } from 'node:worker_threads';
import type { RoomStore } from '@parley/engine';
import { StoreError } from './errors.ts';
import type { OnReport } from './report.ts';
import { type Remote, remote } from './rpc.ts';
import type { SqliteReader } from './sqlite-reader.ts';
import type { ReaderTask, WriterTask } from './sqlite-worker.ts';
import type { WriterMethods } from './sqlite-writer.ts';
import { computeNames } from './threads/names.ts';

export interface SqliteStoreOptions {
  /** Path of the database; made when missing. Its folder must exist, and only one process may write it. */
  readonly file: string;
  /** Threads that read pages; one keeps up with what one core of fan-out asks for. */
  readonly readers?: number;
  /** Takes what an operator must know, such as a commit that failed unexpectedly; without it, Node's warnings tell. */
  readonly onReport?: OnReport;
  /**
   * A worker ended by itself (a fault of ours, no memory): nothing is read or written from now on. Its process is to end, for
   * whoever started it to start it anew; nothing acknowledged is lost. Without it, Node's warnings tell.
   */
  readonly onLost?: (reason: string) => void;
  /** The built `sqlite-worker.js`, where it does not stand beside this module. */
  readonly workerUrl?: URL;
}

type Writer = Remote<WriterMethods, WriterTask>;
type Reader = Remote<SqliteReader, ReaderTask>;

/** Node cannot run TypeScript: from the sources the worker is the built one, which `tsc -b packages/store` makes. */
const BESIDE = import.meta.url.endsWith('.ts') ? '../dist/sqlite-worker.js' : './sqlite-worker.js';

/** Opens the store, bringing its schema up to date. Rejects with a StoreError that says what is wrong with the file. */
export async function openSqliteStore(options: SqliteStoreOptions): Promise<RoomStore> {
  const { file, readers: count = 1, workerUrl = new URL(BESIDE, import.meta.url) } = options;
  const warn = (report: string) => process.emitWarning(report, 'StoreWarning');
  const { onReport = warn, onLost = warn } = options;
  const holder = { onReport, onLost };
  const writer: Writer = remote(new Worker(workerUrl), holder);
  const readers = Array.from({ length: count }, (): Reader => remote(new Worker(workerUrl), holder));
  try {
    await writer.open({ role: 'writer', file });
    const { opening, tagKey } = await writer.call('opened');
    await Promise.all(readers.map((reader) => reader.open({ role: 'reader', file, opening })));
    return storeOf(writer, readers, opening.epoch, tagKey);
  } catch (error) {
    await Promise.all([writer, ...readers].map((worker) => worker.end()));
    throw error;
  }
}

function storeOf(
  writer: Writer,
  readers: readonly Reader[],
  epoch: Awaited<ReturnType<RoomStore['epoch']>>,
  tagKey: string,
): RoomStore {
  let turn = 0;
  const read: Reader['call'] = (name, ...args) => {
    // What can no longer be written to is not in order: whoever asks whether the store answers must hear it.
    if (writer.isOver()) return Promise.reject(new StoreError('closed', 'The store is closed.'));
    turn = (turn + 1) % readers.length;
    const reader = readers[turn];
    if (!reader) throw new Error('A store needs at least one reader.');
    return reader.call(name, ...args);
  };
  return {
    epoch: async () => epoch,
    tagKey: async () => tagKey,
    commit: (room, commands, since) => writer.call('commit', room, commands, since),
    findRoom: (room) => read('findRoom', room),
    readHeads: (rooms) => read('readHeads', rooms),
    listRooms: ({ listedOnly }) => read('listRooms', listedOnly),
    readPage: (room, query) => read('readPage', room, query),
    readComments: (room, comments, person) => read('readComments', room, comments, person),
    readRevisions: (room, comment) => read('readRevisions', room, comment),
    readSince: (room, position, person, max) => read('readSince', room, position, person, max),
    readMine: (room, people, above, max) => read('readMine', room, people, above, max),
    importThread: async (file, names) => writer.call('importThread', file, computeNames(file, names)),
    exportThread: (room) => read('exportThread', room),
    backup: (file) => writer.call('backup', file),
    async close() {
      await Promise.all(readers.map((reader) => reader.end()));
      await writer.end();
    },
  };
}
