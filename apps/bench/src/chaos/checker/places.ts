/** Places in an order, written down a second time from the protocol's words: the checker must not share a fault with what it checks. */
import type { ContentPart, Order, OrderKey, PageWindow, TallyPart } from '@parley/protocol';

/** `newest`, `oldest`: [createdAt, born]; `best`: [best, createdAt, born]. */
export const keyOf = (order: Order, { createdAt, born }: ContentPart, { best }: TallyPart): OrderKey =>
  order === 'best' ? [best, createdAt, born] : [createdAt, born];

/** Negative when `a` is shown before `b`. */
export function compareKeys(order: Order, a: OrderKey, b: OrderKey): number {
  const at = a.findIndex((value, index) => value !== b[index]);
  if (at < 0) return 0;
  const difference = (a[at] ?? 0) - (b[at] ?? 0);
  return order === 'oldest' ? difference : -difference;
}

/** Both bounds belong to a window; null is an open end. */
export const covers = ({ order, first, last }: PageWindow, key: OrderKey): boolean =>
  (first === null || compareKeys(order, first, key) <= 0) && (last === null || compareKeys(order, key, last) <= 0);
