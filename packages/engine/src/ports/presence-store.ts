/** Counts who watches a room, over all instances. */
import type { RoomSlug } from '@parley/protocol';

export interface PresenceStore {
  /** This instance's own count of a room; 0 forgets it. */
  report(room: RoomSlug, watching: number): void;
  /** The count over all instances. */
  count(room: RoomSlug): Promise<number>;
  close(): Promise<void>;
}
