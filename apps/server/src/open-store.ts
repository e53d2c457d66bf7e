/** Opens the database of a data folder; what is wrong with it is said in one line. */
import type { RoomStore } from '@parley/engine';
import { openSqliteStore, StoreError } from '@parley/store';
import type { DataFolder } from './data-folder.ts';
import { StartFault } from './start-fault.ts';

/** `onReport` takes what an operator must know later on; without it, Node's warnings tell. */
export async function openStore({ database }: DataFolder, onReport?: (report: string) => void): Promise<RoomStore> {
  try {
    return await openSqliteStore({ file: database, ...(onReport && { onReport }) });
  } catch (error) {
    if (error instanceof StoreError) throw new StartFault(error.message);
    throw error;
  }
}
