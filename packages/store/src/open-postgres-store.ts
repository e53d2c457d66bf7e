/** RoomStore in one Postgres database that any number of instances share. */
import type { CommitAnswer, RoomStore } from '@parley/engine';
import type { BatchCommand } from '@parley/model';
import type { Rev, RoomSlug } from '@parley/protocol';
import { commit } from './commit/commit.ts';
import { OldOutcomes } from './commit/old-outcomes.ts';
import { wasCommitted } from './commit/settle.ts';
import { MANY_WRITERS, POSTGRES_WORDS } from './dialects/postgres.ts';
import { withAdministrator } from './dialects/postgres-administrator.ts';
import { Sessions } from './dialects/postgres-pool.ts';
import { CommitLost } from './dialects/postgres-session.ts';
import { type PostgresTimes, TIMES } from './dialects/postgres-times.ts';
import { StoreError } from './errors.ts';
import { findLineage, findTagKey } from './meta.ts';
import { migrate } from './migrate.ts';
import { Queries } from './queries.ts';
import { type ReaderMethods, readerOf } from './read/reader.ts';
import { importThread } from './threads/import-thread.ts';
import { computeNames } from './threads/names.ts';

export interface PostgresStoreOptions {
  /** As `postgres://user:password@host:port/database`. The database must be there, in UTF-8; its tables are made. */
  readonly url: string;
  /** Connections at most for writing, and as many for reading; a commit or a page uses one while it runs. */
  readonly pool?: number;
  /** Takes what an operator must know, such as a commit that failed unexpectedly; without it, Node's warnings tell. */
  readonly onReport?: (report: string) => void;
  /** Other bounds of time, for tests. */
  readonly times?: Partial<PostgresTimes>;
}

/** Hot rooms keep one writing connection each; beyond this many, they take turns on the database's own disk anyway. */
const POOL = 8;
/** How often a commit whose answer was lost is looked up, and the pauses before each look, in ms: a restart takes a second or two. */
const LOOKS_MS = [0, 100, 300, 1_000, 2_000, 4_000];

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

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
    return storeOf(sessions, tagKey, onReport);
  } catch (error) {
    await sessions.close();
    throw error;
  }
}

function storeOf(sessions: Sessions, tagKey: string, report: (fault: string) => void): RoomStore {
  const read = <T>(ask: (reader: ReaderMethods) => Promise<T>) =>
    sessions.use('reading', ({ queries, opening }) => ask(readerOf(queries, opening)));

  const oldOutcomes = new OldOutcomes();
  const attempt = (slug: RoomSlug, commands: readonly BatchCommand[], since: Rev) =>
    sessions.use('writing', ({ queries, opening }) =>
      commit({ queries, opening, dialect: MANY_WRITERS, oldOutcomes, report }, slug, commands, since),
    );

  /** Whether the commit was done; rejects when the database stays away. */
  async function settle(slug: RoomSlug, commands: readonly BatchCommand[], lost: CommitLost): Promise<boolean> {
    const answer = lost.result as CommitAnswer;
    for (const ms of LOOKS_MS) {
      await pause(ms);
      try {
        return await sessions.use('writing', ({ queries }) => wasCommitted(queries, MANY_WRITERS, slug, commands, answer));
      } catch (error) {
        if (!(error instanceof StoreError) || error.code !== 'unreachable') throw error;
      }
    }
    throw lost;
  }

  /** One whose answer was lost is either found done, and has the answer it had, or is done now. */
  async function commitSurely(slug: RoomSlug, commands: readonly BatchCommand[], since: Rev): Promise<CommitAnswer> {
    try {
      return await attempt(slug, commands, since);
    } catch (error) {
      if (!(error instanceof CommitLost)) throw error;
      const isDone = await settle(slug, commands, error);
      report(`A commit in ${slug} lost its answer and was found ${isDone ? 'done' : 'not done: it is done now'}.`);
      return isDone ? (error.result as CommitAnswer) : attempt(slug, commands, since);
    }
  }

  return {
    epoch: async () => sessions.current.epoch,
    tagKey: async () => tagKey,
    commit: commitSurely,
    findRoom: (room) => read((reader) => reader.findRoom(room)),
    readHeads: (rooms) => read((reader) => reader.readHeads(rooms)),
    listRooms: ({ listedOnly }) => read((reader) => reader.listRooms(listedOnly)),
    readPage: (room, query) => read((reader) => reader.readPage(room, query)),
    readComments: (room, comments, person) => read((reader) => reader.readComments(room, comments, person)),
    readRevisions: (room, comment) => read((reader) => reader.readRevisions(room, comment)),
    readSince: (room, position, person, max) => read((reader) => reader.readSince(room, position, person, max)),
    readMine: (room, people, above, max) => read((reader) => reader.readMine(room, people, above, max)),
    importThread: (file, names) =>
      sessions.use('writing', ({ queries, opening }) =>
        importThread(queries, opening, file, computeNames(file, names), MANY_WRITERS),
      ),
    exportThread: (room) => read((reader) => reader.exportThread(room)),
    async backup() {
      throw new StoreError('not-offered', 'A shared database is copied with its own tool: pg_dump --format=custom.');
    },
    close: () => sessions.close(),
  };
}
