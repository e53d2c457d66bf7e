/** What an address says about the page it asks for: `?order=`, `?after=` (a key as `a.b` or `a.b.c`), `?comment=`. */
import type { PageQuery } from '@parley/engine';
import {
  type CommentId,
  commentId,
  DEFAULT_ORDER,
  FIRST_REPLIES,
  type Order,
  type OrderKey,
  order,
  orderKey,
  PAGE_ROWS,
  PAGE_TOTAL_ROWS,
  type PageFrom,
  type Result,
  refused,
} from '@parley/protocol';

export interface PageAddress {
  readonly order: Order;
  readonly from: PageFrom;
  readonly comment: CommentId | undefined;
}

function parseKey(text: string, of: Order): OrderKey | undefined {
  const parts = text.split('.');
  if (parts.length !== (of === 'best' ? 3 : 2) || !parts.every((part) => /^-?\d{1,16}$/.test(part))) return undefined;
  const parsed = orderKey.safeParse(parts.map(Number));
  return parsed.success ? parsed.data : undefined;
}

/** Unknown names are passed over: addresses gain trackers on their way. Known ones must be right, once, and not two places at a time. */
export function parsePageAddress(query: Readonly<Record<string, unknown>>): Result<PageAddress> {
  const chosen = order.safeParse(query.order ?? DEFAULT_ORDER);
  if (!chosen.success) return refused('malformed', { field: 'order' });
  if (query.comment !== undefined) {
    const comment = commentId.safeParse(query.comment);
    if (!comment.success || query.after !== undefined) return refused('malformed', { field: 'comment' });
    return { ok: true, value: { order: chosen.data, from: { at: 'around', comment: comment.data }, comment: comment.data } };
  }
  if (query.after === undefined) return { ok: true, value: { order: chosen.data, from: { at: 'start' }, comment: undefined } };
  const key = typeof query.after === 'string' ? parseKey(query.after, chosen.data) : undefined;
  if (!key) return refused('malformed', { field: 'after' });
  return { ok: true, value: { order: chosen.data, from: { at: 'after', key: [...key] }, comment: undefined } };
}

/** The page at an address, for nobody in particular. */
export const pageQueryOf = (address: PageAddress): PageQuery => ({
  parent: null,
  order: address.order,
  from: address.from,
  limit: PAGE_ROWS,
  replies: FIRST_REPLIES,
  total: PAGE_TOTAL_ROWS,
  person: null,
});
