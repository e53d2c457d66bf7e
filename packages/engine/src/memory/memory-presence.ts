/** Counts watchers of the engines of one process. */
import type { RoomSlug } from '@parley/protocol';
import type { PresenceStore } from '../ports/index.ts';

/** What several `memoryPresence` of one process share: per room each one's own count. */
export type PresenceBoard = Map<RoomSlug, Map<PresenceStore, number>>;

export const presenceBoard = (): PresenceBoard => new Map();

/** Instances that share a board count together. */
export function memoryPresence(board: PresenceBoard = presenceBoard()): PresenceStore {
  const forget = (room: RoomSlug): void => {
    const counts = board.get(room);
    counts?.delete(store);
    if (counts?.size === 0) board.delete(room);
  };
  const store: PresenceStore = {
    report(room, watching) {
      if (watching === 0) return forget(room);
      const counts = board.get(room) ?? new Map();
      board.set(room, counts.set(store, watching));
    },
    async counts(rooms) {
      return rooms.map((room) => [...(board.get(room)?.values() ?? [])].reduce((sum, watching) => sum + watching, 0));
    },
    async close() {
      for (const room of [...board.keys()]) forget(room);
    },
  };
  return store;
}
