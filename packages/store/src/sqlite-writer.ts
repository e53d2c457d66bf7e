/** What the writing worker does. */
import type { CommitAnswer, ImportAnswer } from '@parley/engine';
import type { BatchCommand } from '@parley/model';
import type { Epoch, Rev, RoomSlug } from '@parley/protocol';
import type { ThreadFile } from '@parley/protocol/thread-file';
import { commit } from './commit/commit.ts';
import { OldOutcomes } from './commit/old-outcomes.ts';
import { copyTo, kyselyOf, openForWriting, SQLITE_WORDS } from './dialects/sqlite.ts';
import { beginEpoch, type Opening } from './epochs.ts';
import { StoreError } from './errors.ts';
import { findTagKey, secret } from './meta.ts';
import { migrate } from './migrate.ts';
import { Queries } from './queries.ts';
import type { OnReport } from './report.ts';
import { importThread } from './threads/import-thread.ts';
import type { ComputedNames } from './threads/names.ts';

export interface WriterMethods {
  /** What the opening made or found. */
  opened(): Promise<{ readonly opening: Opening; readonly tagKey: string }>;
  commit(room: RoomSlug, commands: readonly BatchCommand[], since: Rev): Promise<CommitAnswer>;
  importThread(file: ThreadFile, names: ComputedNames): Promise<ImportAnswer>;
  backup(file: string): Promise<void>;
  close(): Promise<void>;
}

/** Says once that the file cannot be written, however many commits fail, and once that it can be again. */
function reportsOnce(report: OnReport) {
  let isAway = false;
  return async <T>(work: Promise<T>): Promise<T> => {
    try {
      const answer = await work;
      if (isAway) report('The database is written again.', 'error');
      isAway = false;
      return answer;
    } catch (error) {
      if (error instanceof StoreError && !isAway) {
        report(
          `Nothing can be written, and every command is refused: ${error.message} Reading goes on, and so does writing as soon as it can.`,
          'error',
        );
        isAway = true;
      }
      throw error;
    }
  };
}

export async function openWriter(path: string, report: OnReport): Promise<WriterMethods> {
  const file = openForWriting(path);
  const db = kyselyOf(file, 'writer');
  try {
    await migrate(db, SQLITE_WORDS);
    const queries = new Queries(db);
    const tagKey = await findTagKey(queries);
    const opening = await beginEpoch(queries, secret(12) as Epoch);
    const oldOutcomes = new OldOutcomes();
    const telling = reportsOnce(report);
    return {
      opened: async () => ({ opening, tagKey }),
      commit: (room, commands, since) => telling(commit({ queries, opening, oldOutcomes, report }, room, commands, since)),
      importThread: (thread, names) => importThread(queries, opening, thread, names),
      backup: (target) => copyTo(file, target),
      close: () => db.destroy(),
    };
  } catch (error) {
    file.close();
    throw error;
  }
}
