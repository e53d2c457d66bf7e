import { CATCH_UP_MAX_ROWS, type CommentId, type ContentPart, type Epoch, type TallyPart } from '@parley/protocol';
import { expect, it } from 'vitest';
import type { ChangedRows } from '../ports/index.ts';
import { Ring } from './ring.ts';

const content = (id: string, contentRev: number, body = '') => ({ id: id as CommentId, contentRev, body }) as ContentPart;
const tally = (id: string, tallyRev: number) => ({ id: id as CommentId, tallyRev }) as TallyPart;
const rows = (from: number, to: number, parts: Partial<ChangedRows>): ChangedRows => ({
  epoch: 'e' as Epoch,
  from,
  to,
  content: [],
  tallies: [],
  summary: { title: 'T', status: 'open', comments: 0, topLevel: 0 },
  ...parts,
});

it('SYNC-2 the ring gives everything above a revision, each part once', () => {
  const ring = new Ring(4);
  ring.add(rows(4, 6, { content: [content('a', 5), content('b', 6)], tallies: [tally('a', 5), tally('b', 6)] }));
  ring.add(rows(6, 8, { content: [content('a', 7)], tallies: [tally('b', 8)] }));
  expect(ring.above(4)).toEqual({ content: [content('b', 6), content('a', 7)], tallies: [tally('a', 5), tally('b', 8)] });
  expect(ring.above(6)).toEqual({ content: [content('a', 7)], tallies: [tally('b', 8)] });
  expect(ring.above(8)).toEqual({ content: [], tallies: [] });
  expect(ring.above(3)).toBeUndefined();
});

it('SYNC-2 a ring that forgets says so, and never gives a part of the truth', () => {
  const ring = new Ring(0);
  const votes = CATCH_UP_MAX_ROWS * 3;
  for (let rev = 1; rev <= votes; rev += 1) ring.add(rows(rev - 1, rev, { tallies: [tally(`c${rev}`, rev)] }));
  expect(ring.floor).toBeGreaterThan(0);
  expect(ring.above(ring.floor - 1)).toBeUndefined();
  expect(ring.above(ring.floor)?.tallies.map((part) => part.tallyRev)).toEqual(
    Array.from({ length: votes - ring.floor }, (_, i) => ring.floor + 1 + i),
  );
});

it('SYNC-2 a thousand votes on one comment are one row, and long texts are bounded too', () => {
  const ring = new Ring(0);
  for (let rev = 1; rev <= 5_000; rev += 1) ring.add(rows(rev - 1, rev, { tallies: [tally('a', rev)] }));
  expect(ring.floor).toBe(0);
  for (let rev = 5_001; rev <= 5_020; rev += 1) {
    ring.add(rows(rev - 1, rev, { content: [content(`c${rev}`, rev, 'x'.repeat(40_000))] }));
  }
  expect(ring.floor).toBeGreaterThan(0);
  expect(ring.above(5_010)?.content).toHaveLength(10);
});
