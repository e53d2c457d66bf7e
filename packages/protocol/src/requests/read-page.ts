import * as z from 'zod/mini';
import { commentId, rev } from '../ids.ts';
import { PAGE_MAX_ROWS } from '../limits.ts';
import { order, orderKey } from '../order.ts';

/** Where a page begins: at the start of the order, after or before a key, or around a comment (with its ancestors' lists). */
const pageFrom = z.discriminatedUnion('at', [
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
