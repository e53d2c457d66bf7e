/** Tells other instances what was committed. May lose, double and reorder: it is a doorbell, the store is the record. */
import type { RoomSlug } from '@parley/protocol';
import type { ChangedRows, MineOf, RoomHead } from './room-store.ts';

/** What one instance tells the others of one commit: its own range only. `mine` is never forwarded to other people's sessions. */
export interface BusMessage {
  readonly room: RoomSlug;
  readonly rows: ChangedRows;
  readonly mine: readonly MineOf[];
}

/** What a room hears. A head alone tells of a commit too large for the bus, or is a beat's word: who hears it reads the store. */
export type BusNews = BusMessage | RoomHead;

/** Sign of life of an instance, with the heads it committed lately. */
export interface Beat {
  /** Names the instance for as long as it lives. */
  readonly instance: string;
  /** Whether this end sent it: an own beat that came back proves that the line carries. */
  readonly own: boolean;
  /** What its sender gave along, a number that means something to that one alone. */
  readonly mark: number;
  readonly heads: readonly RoomHead[];
  /** It stops, and silence from now on means nothing. */
  readonly isLast: boolean;
}

export interface BusWatcher {
  beat(beat: Beat): void;
  /**
   * True: every wanted subscription is confirmed. False: some are not, and what is said meanwhile is lost. Told first soon after
   * `watch`, then at each change; whoever hears true after false has heads to compare.
   */
  line(isWhole: boolean): void;
}

export interface Bus {
  /** To every other end, never back to this one. Fire and forget; never rejects, never blocks a commit's answer, and keeps nothing for later: old news is no news. */
  publish(message: BusMessage): void;
  /**
   * Resolves when news of this room are certain to arrive from now on; while the line is broken after a bounded wait, since rooms
   * must open then too, and `line` says when they are. The returned function ends it.
   */
  subscribe(room: RoomSlug, onNews: (news: BusNews) => void): Promise<() => Promise<void>>;
  /** Tells every instance, this one too, that this one lives and what it committed lately. Fire and forget. `isLast`: it stops. */
  beat(heads: readonly RoomHead[], mark: number, isLast?: boolean): void;
  /** Hears all beats and the state of the line. The returned function ends it. */
  watch(watcher: BusWatcher): () => void;
  /** Begins the receiving line anew, because it is open and brings nothing. */
  renew(): void;
  close(): Promise<void>;
}
