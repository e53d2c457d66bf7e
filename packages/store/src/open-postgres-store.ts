/** RoomStore in one Postgres database that any number of instances share. */
import type { RoomStore } from '@parley/engine';
import { MANY_WRITERS, POSTGRES_WORDS } from './dialects/postgres.ts';
import { withAdministrator } from './dialects/postgres-administrator.ts';
import { commitsOn } from './dialects/postgres-commits.ts';
import { Sessions } from './dialects/postgres-pool.ts';
import { type PostgresTimes, TIMES } from './dialects/postgres-times.ts';
import { StoreError } from './errors.ts';
import { findLineage, findTagKey } from './meta.ts';
import { migrate } from './migrate.ts';
import { Queries } from './queries.ts';
import { type ReaderMethods, readerOf } from './read/reader.ts';
import type { OnReport } from './report.ts';
import { importThread } from './threads/import-thread.ts';
import { computeNames } from './threads/names.ts';

export interface PostgresStoreOptions {
  /** As `postgres://user:password@host:port/database`. The database must be there, in UTF-8; its tables are made. */
  readonly url: string;
  /** Connections at most for writing, and as many for reading; a commit or a page uses one while it runs. */
  readonly pool?: number;
  /** Takes what an operator must know, such as a commit that failed unexpectedly; without it, Node's warnings tell. */
  readonly onReport?: OnReport;
  /** Other bounds of time, for tests. */
  readonly times?: Partial<PostgresTimes>;
}

/** Hot rooms keep one writing connection each; beyond this many, they take turns on the database's own disk anyway. */
const POOL = 8;
/** Brings the schema up to date and gives the key of author tags. Waits for another who does it, however long that takes. */
const prepare = (url: string): Promise<string> =>
  withAdministrator(url, async ({ db }) => {
    await migrate(db, POSTGRES_WORDS);
    const queries = new Queries(db);
    await findLineage(queries);
    return findTagKey(queries);
  });

/** Opens the store, bringing its schema up to date. Rejects with a StoreError that says what is wrong with the database. */
export async function openPostgresStore(options: PostgresStoreOptions): Promise<RoomStore> {
  const { url, pool = POOL, onReport = (report) => process.emitWarning(report, 'StoreWarning') } = options;
  const times = { ...TIMES, ...options.times };
  const sessions = new Sessions({ url, size: pool, times, onReport });
  try {
    const tagKey = await prepare(url);
    await sessions.use('writing', async () => undefined);
    return storeOf(sessions, tagKey, times, onReport);
  } catch (error) {
    await sessions.close();
    throw error;
  }
}

function storeOf(sessions: Sessions, tagKey: string, times: PostgresTimes, report: OnReport): RoomStore {
  const read = <T>(ask: (reader: ReaderMethods) => Promise<T>, within?: null) =>
    sessions.use('reading', ({ queries, opening }) => ask(readerOf(queries, opening)), within);

  return {
    epoch: async () => sessions.current.epoch,
    tagKey: async () => tagKey,
    commit: commitsOn(sessions, times, report),
    findRoom: (room) => read((reader) => reader.findRoom(room)),
    readHeads: (rooms) => read((reader) => reader.readHeads(rooms)),
    listRooms: ({ listedOnly }) => read((reader) => reader.listRooms(listedOnly)),
    readPage: (room, query) => read((reader) => reader.readPage(room, query)),
    readComments: (room, comments, person) => read((reader) => reader.readComments(room, comments, person)),
    readRevisions: (room, comment) => read((reader) => reader.readRevisions(room, comment)),
    readSince: (room, position, person, max) => read((reader) => reader.readSince(room, position, person, max)),
    readMine: (room, people, above, max) => read((reader) => reader.readMine(room, people, above, max)),
    importThread: (file, names) =>
      sessions.use(
        'writing',
        ({ queries, opening }) => importThread(queries, opening, file, computeNames(file, names), MANY_WRITERS),
        null,
      ),
    exportThread: (room) => read((reader) => reader.exportThread(room), null),
    async backup() {
      throw new StoreError('not-offered', 'A shared database is copied with its own tool: pg_dump --format=custom.');
    },
    close: () => sessions.close(),
  };
}
