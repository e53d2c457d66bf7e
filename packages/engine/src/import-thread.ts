/** Loads a thread into a room that may be open: in its turn, and then every viewer sees it (KEEP-1). */
import { CATCH_UP_MAX_ROWS } from '@parley/protocol';
import type { ThreadFile } from '@parley/protocol/thread-file';
import type { ChangedRows, ImportAnswer, ImportNames } from './ports/index.ts';
import type { Room } from './room.ts';

/** Rejects when the store does, and when the room has too much to do. */
export async function importIntoRoom(room: Room, file: ThreadFile, names: ImportNames): Promise<ImportAnswer> {
  const { store } = room.context;
  const answer = await room.queue.submitJob(async () => {
    const imported = await store.importThread(file, names);
    if (imported.ok && imported.rows) {
      room.take(imported.rows);
      room.publish(fitForBus(imported.rows), []);
    }
    return imported;
  });
  if (answer === 'overloaded') throw new Error('The room has too much to do: try again shortly.');
  return answer;
}

/** A message with ten thousand rows would hold up all others; without them its range is a hole, and holes are healed from the store. */
function fitForBus(rows: ChangedRows): ChangedRows {
  if (rows.content.length + rows.tallies.length <= CATCH_UP_MAX_ROWS) return rows;
  return { ...rows, from: rows.to, content: [], tallies: [] };
}
