/** The record of all rooms. Everything acknowledged is in it; nothing else is believed. */
import type { BatchCommand, Outcome, RoomRecord } from '@parley/model';
import type {
  AuthorTag,
  CommentId,
  ContentPart,
  Epoch,
  Order,
  OwnerFact,
  Page,
  PageFrom,
  PersonId,
  Position,
  Rev,
  Revision,
  RoomSlug,
  RoomSummary,
  TallyPart,
} from '@parley/protocol';
import type { ThreadFile } from '@parley/protocol/thread-file';

/** The changed parts of (from, to], each once in its latest state. */
export interface ChangedRows {
  readonly epoch: Epoch;
  readonly from: Rev;
  readonly to: Rev;
  readonly content: readonly ContentPart[];
  readonly tallies: readonly TallyPart[];
  readonly summary: RoomSummary;
}

/** How far a room was taken, without what changed. */
export interface RoomHead {
  readonly room: RoomSlug;
  readonly epoch: Epoch;
  readonly to: Rev;
}

/** One person's facts that a commit changed. */
export interface MineOf {
  readonly person: PersonId;
  readonly facts: readonly OwnerFact[];
}

/**
 * What a commit came to. `rows` holds every row above `since`, so that an own commit also brings what other instances
 * committed; `ownFrom` is the head before this batch: (ownFrom, rows.to] is what this commit itself did. Where others committed
 * between its commands, done one by one after a failure, that range is empty: whoever is told of it reads what it misses.
 */
export interface CommitAnswer {
  readonly outcomes: readonly Outcome[];
  readonly rows: ChangedRows;
  readonly ownFrom: Rev;
  readonly mine: readonly MineOf[];
  /** Whether the room exists after the commit. */
  readonly exists: boolean;
}

/** All rows above a position, or why they cannot be given: another history, or too many to be worth sending. */
export type SinceAnswer =
  | { readonly kind: 'rows'; readonly rows: ChangedRows; readonly mine: readonly OwnerFact[] }
  | { readonly kind: 'other-epoch' }
  | { readonly kind: 'too-many' };

/** How a page is asked of the store. `replies` bounds the first replies below each comment, `total` all rows of the page. */
export interface PageQuery {
  readonly parent: CommentId | null;
  readonly order: Order;
  readonly from: PageFrom;
  readonly limit: number;
  readonly replies: number;
  readonly total: number;
  /** Whose own votes come along; null for none. */
  readonly person: PersonId | null;
}

/** A fault of an import file, with its place in it as a path such as `comments.3.parentId`. */
export interface ImportFault {
  readonly place: string;
  readonly fault: string;
}

export type ImportAnswer =
  | {
      readonly ok: true;
      readonly rows: ChangedRows | undefined;
      /** What the file brought that was not there before. */
      readonly added: { readonly comments: number; readonly votes: number; readonly room: boolean };
    }
  | { readonly ok: false; readonly faults: readonly ImportFault[] };

export interface RoomStore {
  /** Names the history that this opening of the store writes. */
  epoch(): Promise<Epoch>;
  /** Secret of this store for author tags, 32 bytes in base64url; made with the store, the same for its whole life. */
  tagKey(): Promise<string>;

  /**
   * Decides and writes a batch in one durable transaction: locks the room, raises its head by the batch's size, reads the
   * facts, runs the model's `decideBatch`, writes in bulk. Refused commands change nothing but leave their revision unused. An
   * unexpected error rolls all back and runs the commands one by one; a command that fails alone gets the refusal
   * `store-unavailable`. Resolves after the data is durable; rejects only when the store itself cannot be reached.
   */
  commit(room: RoomSlug, commands: readonly BatchCommand[], since: Rev): Promise<CommitAnswer>;

  /** The room, or undefined. */
  findRoom(room: RoomSlug): Promise<RoomRecord | undefined>;
  /** The heads of these rooms, each as it stands, in no order; one that does not exist stands at 0. For many at once, and often. */
  readHeads(rooms: readonly RoomSlug[]): Promise<readonly RoomHead[]>;
  /** Rooms of the index, latest discussion first. */
  listRooms(options: { readonly listedOnly: boolean }): Promise<readonly RoomRecord[]>;

  /**
   * One page at one head, read in one snapshot. A room that does not exist gives an empty page at head 0. Undefined when the
   * parent, or the comment it is asked around, does not stand there: the engine says `not-found`.
   */
  readPage(room: RoomSlug, query: PageQuery): Promise<Page | undefined>;
  /** Comments by id with their tallies, as a page without windows; unknown ids are left out. */
  readComments(room: RoomSlug, comments: readonly CommentId[], person: PersonId | null): Promise<Page>;
  /** Earlier texts, oldest first; undefined when there is no such comment. */
  readRevisions(room: RoomSlug, comment: CommentId): Promise<readonly Revision[] | undefined>;

  /**
   * All rows above a position, head and rows in one snapshot. A position of an earlier epoch is good when its rev is not above
   * the head at which the next epoch began: a commit records it with the first change of a room in its epoch, and a room without
   * such a record stands where it stood. `max` bounds the rows.
   */
  readSince(room: RoomSlug, position: Position, person: PersonId | null, max: number): Promise<SinceAnswer>;
  /** Own facts above a revision (0: all), newest first, at most `max` of each person: a list for each, in the order of the people. */
  readMine(room: RoomSlug, people: readonly PersonId[], above: Rev, max: number): Promise<readonly (readonly OwnerFact[])[]>;

  /** Loads a thread: all or nothing, idempotent, never touching what exists. */
  importThread(file: ThreadFile, derive: ImportNames): Promise<ImportAnswer>;
  /** The whole room as a file; undefined when there is no such room. */
  exportThread(room: RoomSlug): Promise<ThreadFile | undefined>;

  /** A consistent copy of the whole store in one file while it is in use. Refused by adapters that have no files. */
  backup(file: string): Promise<void>;
  /** Finishes what runs and closes. */
  close(): Promise<void>;
}

/** Names derived from external ones, always the same for the same input. Pure; given by the composer, since hashing is a vendor's work. */
export interface ImportNames {
  commentId(room: RoomSlug, externalId: string): CommentId;
  /** The voter behind an external name; such a person can never sign in. */
  personId(room: RoomSlug, externalId: string): PersonId;
  authorTag(room: RoomSlug, externalId: string): AuthorTag;
}
