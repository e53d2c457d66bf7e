/** Tells other instances what was committed. May lose, double and reorder: it is a doorbell, the store is the record. */
import type { RoomSlug } from '@parley/protocol';
import type { ChangedRows, MineOf } from './room-store.ts';

/** What one instance tells the others of one commit: its own range only. `mine` is never forwarded to other people's sessions. */
export interface BusMessage {
  readonly room: RoomSlug;
  readonly rows: ChangedRows;
  readonly mine: readonly MineOf[];
}

export interface Bus {
  /** Fire and forget; never rejects, never blocks a commit's answer. */
  publish(message: BusMessage): void;
  /** Resolves when messages of this room are certain to arrive from now on. The returned function ends it. */
  subscribe(room: RoomSlug, onMessage: (message: BusMessage) => void): Promise<() => Promise<void>>;
  close(): Promise<void>;
}
