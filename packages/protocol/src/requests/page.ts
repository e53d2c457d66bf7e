import * as z from 'zod/mini';
import { commentId, epoch, rev } from '../ids.ts';
import { order, orderKey } from '../order.ts';
import { contentPart, ownerFact, roomSummary, tallyPart } from '../rows.ts';

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
