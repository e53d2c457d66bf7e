import * as z from 'zod/mini';
import { commentId, epoch, rev } from '../ids.ts';
import { PAGE_MAX_ROWS } from '../limits.ts';
import { order, orderKey } from '../order.ts';
import { contentPart, ownerFact, roomSummary, tallyPart } from '../rows.ts';

/** Where a page begins: at the start of the order, after or before a key, or around a comment (with its ancestors' lists). */
export const pageFrom = z.discriminatedUnion('at', [
  z.strictObject({ at: z.literal('start') }),
  z.strictObject({ at: z.literal('after'), key: orderKey }),
  z.strictObject({ at: z.literal('before'), key: orderKey }),
  z.strictObject({ at: z.literal('around'), comment: commentId }),
]);
export type PageFrom = z.infer<typeof pageFrom>;

/** Asks for a part of one list. `rev` is the asker's cursor: the answer comes from a read at that head or a later one. */
export const readPage = z.strictObject({
  parent: z.nullable(commentId),
  order,
  from: pageFrom,
  limit: z.int().check(z.minimum(1), z.maximum(PAGE_MAX_ROWS)),
  rev,
});
export type ReadPage = z.infer<typeof readPage>;

/**
 * An interval of one list that a page covers without holes, from `first` to `last` in display order, both included.
 * Null is an open end: `first` null means nothing stands before and whatever comes before belongs to it; `last` null likewise.
 */
export const pageWindow = z.object({
  parent: z.nullable(commentId),
  order,
  first: z.nullable(orderKey),
  last: z.nullable(orderKey),
});
export type PageWindow = z.infer<typeof pageWindow>;

/**
 * A read at one head: the list asked for, the first replies below its comments, and the rows of them all.
 * `windows[0]` is the list asked for. A comment of the page whose replies are not in any window has more than are sent.
 */
export const page = z.object({
  epoch,
  head: rev,
  summary: roomSummary,
  windows: z.array(pageWindow),
  content: z.array(contentPart),
  tallies: z.array(tallyPart),
  /** The asker's own votes on the comments of this page. Empty for people who never voted. */
  mine: z.array(ownerFact),
});
export type Page = z.infer<typeof page>;
