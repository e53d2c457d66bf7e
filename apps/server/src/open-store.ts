/** Opens the record of all rooms; what is wrong with it is said in one line. */
import type { Log, RoomStore } from '@parley/engine';
import { type OnReport, openPostgresStore, openSqliteStore, StoreError } from '@parley/store';
import type { Shared } from './config.ts';
import type { DataFolder } from './data-folder.ts';
import { StartFault } from './start-fault.ts';

/**
 * All that a process knows stands beside a store that is gone, so it ends at once and begins anew when it is started again: a
 * supervisor sees the code, and people who are connected come back by themselves.
 */
function endProcess(reason: string): void {
  process.stderr.write(`The store is lost: ${reason} Start Parley again; everything acknowledged is in its database.\n`);
  process.exit(1);
}

/** What an operator must know later on, each at its own level. */
const tellingIn =
  (log: Log): OnReport =>
  (report, level) =>
    level === 'error' ? log.error('store', { report }) : log.warn('store-notice', { report });

/** The database of a data folder. The process ends when it is lost later on. */
export async function openStore({ database }: DataFolder, log: Log): Promise<RoomStore> {
  try {
    return await openSqliteStore({ file: database, onLost: endProcess, onReport: tellingIn(log) });
  } catch (error) {
    if (error instanceof StoreError) throw new StartFault(error.message);
    throw error;
  }
}

/** The database that several instances share. */
export async function openSharedStore({ database, pool }: Shared, log: Log): Promise<RoomStore> {
  try {
    return await openPostgresStore({ url: database, pool, onReport: tellingIn(log) });
  } catch (error) {
    if (error instanceof StoreError && error.code !== 'unreachable') throw new StartFault(error.message);
    // Also what Postgres itself refuses, such as a user who may not make tables; its words hold no password.
    const reason = error instanceof Error ? error.message.split('\n')[0] : String(error);
    throw new StartFault(
      `${error instanceof StoreError ? reason : `The database cannot be used: ${reason}.`} Look at DATABASE_URL.`,
    );
  }
}
