/** Counts who watches a room, over all instances. */
import type { RoomSlug } from '@parley/protocol';

export interface PresenceStore {
  /** This instance's own count of a room; 0 forgets it. */
  report(room: RoomSlug, watching: number): void;
  /** The counts over all instances, in the order of the rooms, however many these are: one question. Rejects when it cannot ask. */
  counts(rooms: readonly RoomSlug[]): Promise<readonly number[]>;
  close(): Promise<void>;
}
