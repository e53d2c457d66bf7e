/** What an application sees of a room: a view that is replaced whenever it changes, and one method per thing a person can do. */
import type {
  Author,
  CommentId,
  CommentStatus,
  Millis,
  Order,
  Refusal,
  Result,
  Revision,
  RoomSlug,
  RoomSummary,
  VoteValue,
} from '@parley/protocol';

/**
 * `live`: connected and up to date · `reconnecting`: was or will be back by itself · `offline`: the device has no network ·
 * `connecting`: the first time · `refused`: will not come back (see `refusal`) · `closed`: the application closed it.
 */
export type RoomStatus = 'connecting' | 'live' | 'reconnecting' | 'offline' | 'refused' | 'closed';

/** How changes reach the reader's page: `buffered` (default) never moves what is read, `follow` shows all at once, `paused` shows nothing until asked. */
export type Pace = 'follow' | 'buffered' | 'paused';

/** What happens to something of mine that the server has not settled yet. */
export type PendingState =
  | { readonly kind: 'sending' }
  /** `refusal`: what keeps the server from taking it; without one there is no line, or something else must come first. */
  | { readonly kind: 'waiting'; readonly until: Millis | null; readonly refusal?: Refusal }
  /** Refused: the text is kept; `retryAt` is when a slow-down ends. */
  | { readonly kind: 'refused'; readonly refusal: Refusal; readonly retryAt: Millis | null }
  /** Older than 24 h: sent only after `retry`. */
  | { readonly kind: 'asking'; readonly since: Millis };

export interface CommentView {
  readonly id: CommentId;
  readonly parent: CommentId | null;
  readonly depth: number;
  readonly author: Author;
  /** Text with my pending edit applied; empty unless status is visible. */
  readonly body: string;
  readonly createdAt: Millis;
  readonly editedAt: Millis | null;
  readonly editCount: number;
  readonly status: CommentStatus;
  /** Votes with my pending one applied. */
  readonly score: number;
  readonly up: number;
  readonly down: number;
  readonly myVote: VoteValue;
  /** Mine to edit and delete. */
  readonly own: boolean;
  /** My post or edit that is under way or was refused; undefined when settled. */
  readonly pending: PendingState | undefined;
  /** Set while a deletion can be taken back: when it will be sent. */
  readonly deletingAt: Millis | undefined;
  readonly replyCount: number;
  readonly replies: ListView;
}

/** One list of comments: the top level or the replies below one comment. */
export interface ListView {
  readonly parent: CommentId | null;
  readonly order: Order;
  /** What is shown, in the order shown. */
  readonly comments: readonly CommentView[];
  /** New comments that wait so that nothing read moves. Own comments never wait. */
  readonly newCount: number;
  /** Votes gave the comments shown another order, which waits for the reader to ask, too. */
  readonly newOrder: boolean;
  /** Comments that can be loaded before / after the shown ones. */
  readonly hasBefore: boolean;
  readonly hasAfter: boolean;
  /** For "Show N replies": how many are not shown, `newCount` left out. 0 at top level. */
  readonly hiddenCount: number;
  readonly loading: boolean;
  /** Why the last load failed. */
  readonly fault: Refusal | undefined;
}

export interface RoomView {
  readonly room: RoomSlug;
  readonly status: RoomStatus;
  readonly refusal: Refusal | undefined;
  /** True once a first page is there, from the server's HTML or the wire. */
  readonly loaded: boolean;
  readonly exists: boolean;
  readonly summary: RoomSummary;
  readonly watching: number;
  readonly order: Order;
  readonly pace: Pace;
  readonly name: string | null;
  /** True when this browser has an identity here. */
  readonly known: boolean;
  readonly top: ListView;
  /** My new comments whose place is in no list that is loaded; shown under the composer. */
  readonly mineElsewhere: readonly CommentView[];
  /** New comments anywhere that wait, own lists included. */
  readonly newTotal: number;
  /** Server time minus this machine's, ms. */
  readonly clockOffset: number;
}

/** What the reader's eyes rest on: ids of the first and last comment in sight, or null when none is (list below the fold or hidden). */
export interface Reading {
  readonly first: CommentId;
  readonly last: CommentId;
}

export interface RoomClient {
  readonly view: RoomView;
  /** Calls back after each change of `view`, at most once per turn of the event loop. Returns how to stop. */
  subscribe(listener: () => void): () => void;
  connect(): void;
  close(): void;

  /** Writes a comment; the draft of that place is cleared once the server has it. Never throws away text. */
  postComment(parent: CommentId | null, body: string): Result<CommentId>;
  editComment(comment: CommentId, body: string): Result<void>;
  /** Sends the deletion after 6 s unless it is taken back. */
  deleteComment(comment: CommentId): void;
  undoDelete(comment: CommentId): void;
  castVote(comment: CommentId, value: VoteValue): void;
  deleteMyComments(): Promise<Result<void>>;
  /** Again after a refusal or a question about an old text. */
  retry(comment: CommentId): void;
  /** Gives up a pending post or edit; returns its text so that nothing is lost by accident. */
  discard(comment: CommentId): string | undefined;

  setName(name: string | null): Result<void>;
  setOrder(order: Order): Promise<void>;
  setPace(pace: Pace): void;
  /** Tells what is in sight, so that nothing there moves. */
  setReading(reading: Reading | null): void;
  /** Shows what waits in one list (null: the top level), and applies a changed ranking. */
  showNew(parent: CommentId | null): void;
  showMore(parent: CommentId | null, side: 'before' | 'after'): Promise<void>;
  /** Loads the lists around a comment so that it can be scrolled to; false when it is not in this room. */
  showComment(comment: CommentId): Promise<boolean>;
  readRevisions(comment: CommentId): Promise<Result<readonly Revision[]>>;

  /** Text kept for a place: a comment's id for a reply, `edit:ID`, or '' for the top-level composer. Survives reload. */
  draft(place: string): string;
  saveDraft(place: string, text: string): void;
  /** Drops token, name, drafts and pending commands of this device. */
  forgetMe(): void;
}
