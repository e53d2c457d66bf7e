/** Where a comment stands in each order: integer keys, the same in every engine and every store. */
import type { ContentPart, Order, OrderKey, TallyPart } from '@parley/protocol';

/** Quantile of the normal distribution for a one-sided confidence of 90 %: few votes already tell something apart. */
const Z = 1.281551565545;
const Z2 = Z * Z;
/** Steps of `best` between 0 and 1: finer than any two neighbouring tallies below a thousand votes. */
const SCALE = 1_000_000;

/** Lower bound of the share that `hits` of `n` votes stand for. Wilson, "Probable inference …", JASA 22 (1927), 209–212. */
function lowerBound(hits: number, n: number): number {
  const share = hits / n;
  const spread = Z * Math.sqrt((share * (1 - share) + Z2 / (4 * n)) / n);
  return (share + Z2 / (2 * n) - spread) / (1 + Z2 / n);
}

/**
 * Rank of a tally in `best`: what surely likes it minus what surely dislikes it, in millionths; 0 without votes, so that a comment
 * voted down sinks below a fresh one. Only + − × ÷ √ are used, which IEEE 754 rounds alike everywhere; stored, never computed in SQL.
 */
export function bestOf(up: number, down: number): number {
  const n = up + down;
  if (n === 0) return 0;
  // + 0 turns −0 into 0: stores and JSON know only one zero.
  return Math.round(SCALE * (lowerBound(up, n) - lowerBound(down, n))) + 0;
}

/** The key of a comment in an order, as `orderKey` of the protocol describes it. */
export function keyOf(order: Order, content: ContentPart, tally: TallyPart): OrderKey {
  const { createdAt, born } = content;
  return order === 'best' ? [tally.best, createdAt, born] : [createdAt, born];
}

/** Display order of two keys of one order: negative when `a` stands before `b`, 0 only for the same comment. */
export function compareKeys(order: Order, a: OrderKey, b: OrderKey): number {
  for (let i = 0; i < a.length; i += 1) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0);
    if (difference !== 0) return order === 'oldest' ? difference : -difference;
  }
  return 0;
}
