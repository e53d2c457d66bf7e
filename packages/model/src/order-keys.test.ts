import type { ContentPart, Order, TallyPart } from '@parley/protocol';
import { ORDERS } from '@parley/protocol';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bestOf, compareKeys, keyOf } from './order-keys.ts';

const part = (createdAt: number, born: number, best = 0) => [{ createdAt, born } as ContentPart, { best } as TallyPart] as const;

/** Names of three comments as an order shows them. */
function shown(order: Order): string[] {
  const rows = { early: part(1, 3, 5), tied: part(2, 4, 5), late: part(2, 9, -1) };
  const keys = Object.entries(rows).map(([name, [content, tally]]) => ({ name, key: keyOf(order, content, tally) }));
  return keys.sort((a, b) => compareKeys(order, a.key, b.key)).map(({ name }) => name);
}

describe('order keys', () => {
  it('ORD-1 newest, oldest and best show what they say, ties by the younger or older birth', () => {
    expect(shown('oldest')).toEqual(['early', 'tied', 'late']);
    expect(shown('newest')).toEqual(['late', 'tied', 'early']);
    expect(shown('best')).toEqual(['tied', 'early', 'late']);
  });

  it('ORD-1 the order is total: 0 only for one key, opposite for the opposite question', () => {
    const key = fc.tuple(fc.integer({ min: -9, max: 9 }), fc.nat(3), fc.nat(3));
    fc.assert(
      fc.property(fc.constantFrom(...ORDERS), key, key, key, (order, a, b, c) => {
        expect(compareKeys(order, a, b) + compareKeys(order, b, a)).toBe(0);
        expect(compareKeys(order, a, b) === 0).toBe(a.join() === b.join());
        if (compareKeys(order, a, b) <= 0 && compareKeys(order, b, c) <= 0) {
          expect(compareKeys(order, a, c)).toBeLessThanOrEqual(0);
        }
      }),
    );
  });

  it('ORD-2 best has these very values', () => {
    const table = [
      [0, 0, 0],
      [1, 0, 378_448],
      [0, 1, -378_448],
      [1, 1, 0],
      [10, 0, 858_931],
      [5, 5, 0],
    ];
    for (const [up = 0, down = 0, best] of table) expect([up, down, bestOf(up, down)]).toEqual([up, down, best]);
  });

  it('ORD-2 best is an integer, 0 for even votes, mirrored, and rises with every vote up', () => {
    const votes = fc.nat(100_000);
    fc.assert(
      fc.property(votes, votes, (up, down) => {
        const best = bestOf(up, down);
        expect(Number.isSafeInteger(best)).toBe(true);
        expect(Object.is(best, -0)).toBe(false);
        expect(bestOf(down, up) + best).toBeCloseTo(0, -1);
        expect(bestOf(up + 1, down)).toBeGreaterThanOrEqual(best);
        expect(best * (up - down)).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});
