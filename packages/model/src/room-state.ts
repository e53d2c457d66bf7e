/**
 * What a viewer holds of a room: rows by id, own votes, and the windows that say which parts of which lists are complete.
 * States are never changed in place; what did not change is the same object in the next state.
 */
import type { CommentId, ContentPart, Epoch, OwnerFact, PageWindow, Rev, RoomSummary, TallyPart } from '@parley/protocol';

/** A list is named by the comment it stands below; null is the top level. */
export type ListId = CommentId | null;

/** A new comment that stands in no window: it only counts (WIN-3). */
export interface NewComment {
  /** The list it counts at; undefined when that list is not known: then it counts at the room. */
  readonly list: ListId | undefined;
  readonly tag: ContentPart['author']['tag'];
}

export interface RoomState {
  readonly epoch: Epoch;
  /** Everything up to this revision has been applied. */
  readonly cursor: Rev;
  readonly summary: RoomSummary;
  /** A comment may be here with one part only; it is shown when both are known. */
  readonly content: ReadonlyMap<CommentId, ContentPart>;
  readonly tallies: ReadonlyMap<CommentId, TallyPart>;
  /** Own votes per comment in the order of their revisions: the last is what stands, earlier ones while a tally still counts them. */
  readonly mine: ReadonlyMap<CommentId, readonly OwnerFact[]>;
  readonly windows: ReadonlyMap<ListId, PageWindow>;
  readonly news: ReadonlyMap<CommentId, NewComment>;
}

/**
 * Whether it holds parts or own votes that are newer than its cursor: pages and answers come from reads that may be ahead of the
 * frames. A history that ends between the two, as when an older database is restored, would leave them standing (SYNC-11).
 */
export function isAhead({ cursor, content, tallies, mine }: RoomState): boolean {
  for (const { contentRev } of content.values()) if (contentRev > cursor) return true;
  for (const { tallyRev } of tallies.values()) if (tallyRev > cursor) return true;
  for (const facts of mine.values()) if ((facts.at(-1)?.rev ?? 0) > cursor) return true;
  return false;
}
