/**
 * The rows of a room. A comment has two parts with revisions of their own, so that a vote never sends a text again and
 * never conflicts with an edit.
 */
import * as z from 'zod/mini';
import { authorTag, commentId, millis, rev } from './ids.ts';
import { BODY_MAX_BYTES, NAME_MAX_CODE_POINTS, TITLE_MAX_CODE_POINTS } from './limits.ts';

const count = z.int().check(z.minimum(0));

/** `visible`; `deleted` by its author; `removed` by a keeper. The latter two have an empty body and stay as one-line placeholders. */
const commentStatus = z.enum(['visible', 'deleted', 'removed']);
export type CommentStatus = z.infer<typeof commentStatus>;

/** Both null: an imported comment whose page named nobody. Name null: a guest without a name. */
export const author = z.object({
  tag: z.nullable(authorTag),
  name: z.nullable(z.string().check(z.maxLength(NAME_MAX_CODE_POINTS * 2))),
});
export type Author = z.infer<typeof author>;

export const contentPart = z.object({
  id: commentId,
  parent: z.nullable(commentId),
  /** Top-level ancestor; its own id for a top-level comment. */
  root: commentId,
  /** 0 for top level. */
  depth: count,
  /** Revision that created it: never changes, unique in the room. */
  born: rev,
  author,
  body: z.string().check(z.maxLength(BODY_MAX_BYTES)),
  createdAt: millis,
  editedAt: z.nullable(millis),
  editCount: count,
  status: commentStatus,
  /** Revision of the last change of this part. */
  contentRev: rev,
});
export type ContentPart = z.infer<typeof contentPart>;

export const tallyPart = z.object({
  id: commentId,
  up: count,
  down: count,
  /** Direct replies, placeholders included. */
  replyCount: count,
  /** Order key of `best`: an integer that model and stores agree on; may be negative. */
  best: z.int(),
  tallyRev: rev,
});
export type TallyPart = z.infer<typeof tallyPart>;

/** −1, 0 or +1: the value a person wants, never a toggle. */
export const voteValue = z.union([z.literal(-1), z.literal(0), z.literal(1)]);
export type VoteValue = z.infer<typeof voteValue>;

/** My own vote and the revision that set it. It is counted in a tally whose tallyRev has reached that revision. */
export const ownerFact = z.object({ comment: commentId, value: voteValue, rev });
export type OwnerFact = z.infer<typeof ownerFact>;

export const roomStatus = z.enum(['open', 'locked']);
export type RoomStatus = z.infer<typeof roomStatus>;

/** What every frame carries of the room itself. */
export const roomSummary = z.object({
  title: z.string().check(z.maxLength(TITLE_MAX_CODE_POINTS * 2)),
  status: roomStatus,
  /** Visible comments at all depths. */
  comments: count,
  /** Top-level rows, placeholders included. */
  topLevel: count,
});
export type RoomSummary = z.infer<typeof roomSummary>;

/** An earlier text of a comment. `body` is null when it was not kept (imported edits). */
export const revision = z.object({
  /** 0 is the first text. */
  number: count,
  body: z.nullable(z.string().check(z.maxLength(BODY_MAX_BYTES))),
  /** When this text was written. Null when unknown. */
  writtenAt: z.nullable(millis),
  /** When it was replaced. */
  replacedAt: millis,
  /** Direct replies that stood below when it was replaced. */
  replies: count,
});
export type Revision = z.infer<typeof revision>;
