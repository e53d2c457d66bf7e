/** Orders of a list of comments, and the keys by which both sides cut it into pages. */
import * as z from 'zod/mini';

export const ORDERS = ['newest', 'oldest', 'best'] as const;
export const order = z.enum(ORDERS);
export type Order = z.infer<typeof order>;

/** Order of replies below any comment: a conversation reads from its beginning. */
export const REPLY_ORDER: Order = 'oldest';
/** Order of the top level when the reader chose none. */
export const DEFAULT_ORDER: Order = 'newest';

/**
 * A place in an order. `newest`, `oldest`: [createdAt, born]; `best`: [best, createdAt, born].
 * `born` is unique in a room, so no two comments share a key.
 */
export const orderKey = z.array(z.int()).check(z.minLength(2), z.maxLength(3));
export type OrderKey = readonly number[];
