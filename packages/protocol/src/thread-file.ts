/**
 * `parley.thread/1`: a whole discussion in one JSON file, for import and export. Ids are external names: a comment's own id is
 * derived from room and external id (a UUID stays as it is), so that importing twice is importing once. Parents may come after
 * their children.
 */
import * as z from 'zod/mini';
import { type millis, roomSlug } from './ids.ts';
import { NAME_MAX_CODE_POINTS, TITLE_MAX_CODE_POINTS } from './limits.ts';
import { roomStatus } from './rows.ts';

/** Most comments of one file: the whole import is one transaction. */
const THREAD_FILE_MAX_COMMENTS = 100_000;

const externalId = z.string().check(z.minLength(1), z.maxLength(200));
const text = (max: number) => z.string().check(z.maxLength(max));
/** ISO 8601 with zone. */
const time = z.iso.datetime({ offset: true });

const threadLink = z.strictObject({
  /** What the link is, such as "via". */
  label: z.optional(text(100)),
  text: text(500),
  source: z.optional(text(200)),
  /** http or https; may be missing, then the text is shown without a link. */
  href: z.optional(text(2_000)),
});
export type ThreadLink = z.infer<typeof threadLink>;

export const threadRoom = z.strictObject({
  slug: roomSlug,
  title: z.string().check(z.minLength(1), z.maxLength(TITLE_MAX_CODE_POINTS * 2)),
  /** Paragraphs of the article above the discussion. */
  article: z.optional(z.array(text(20_000)).check(z.maxLength(500))),
  links: z.optional(z.array(threadLink).check(z.maxLength(100))),
  status: z.optional(roomStatus),
  /** Whether the room stands in the index; true when missing. */
  listed: z.optional(z.boolean()),
});

const threadRevision = z.strictObject({
  body: z.nullable(text(40_000)),
  writtenAt: z.optional(z.nullable(time)),
  replacedAt: time,
  replies: z.optional(z.int().check(z.minimum(0))),
});

export const threadComment = z.strictObject({
  id: externalId,
  parentId: z.nullable(externalId),
  /** Null: the page named nobody. `id` tells two people of one name apart. */
  author: z.nullable(
    z.strictObject({ name: z.optional(z.nullable(text(NAME_MAX_CODE_POINTS * 2))), id: z.optional(externalId) }),
  ),
  body: text(40_000),
  createdAt: time,
  /** Last edit. Without `revisions` the earlier text was not kept. */
  editedAt: z.optional(z.nullable(time)),
  /** Earlier texts, oldest first. */
  revisions: z.optional(z.array(threadRevision).check(z.maxLength(1_000))),
  /** Deleted by its author: the body must be empty. */
  deleted: z.optional(z.boolean()),
  /** Removed by a keeper: the body must be empty. */
  removed: z.optional(z.boolean()),
});
export type ThreadComment = z.infer<typeof threadComment>;

export const threadVote = z.strictObject({
  commentId: externalId,
  /** Who voted. `parley:N` in an export is someone of the exporting server; such a vote is only imported along with its comment. */
  voter: externalId,
  value: z.union([z.literal(-1), z.literal(1)]),
});
export type ThreadVote = z.infer<typeof threadVote>;

export const threadFile = z.strictObject({
  format: z.literal('parley.thread/1'),
  note: z.optional(text(5_000)),
  room: threadRoom,
  comments: z.array(threadComment).check(z.maxLength(THREAD_FILE_MAX_COMMENTS)),
  votes: z.optional(z.array(threadVote).check(z.maxLength(1_000_000))),
});
export type ThreadFile = z.infer<typeof threadFile>;

/** Milliseconds of an ISO time of such a file. */
export const threadTime = (iso: string): z.infer<typeof millis> => Date.parse(iso);
