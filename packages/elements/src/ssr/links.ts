import type { CommentId, Order } from '@parley/protocol';

/** Addresses of the page that work without JavaScript. */
export interface ThreadLinks {
  /** The page that begins after a key, written as its numbers with dots between. */
  more(after: string): string;
  /** The page around a comment. */
  comment(id: CommentId): string;
  /** The first page in an order. */
  order(order: Order): string;
}
