import type { CommentId, ContentPart, Epoch, TallyPart } from '@parley/protocol';
import { expect, it } from 'vitest';
import type { ChangedRows } from '../ports/index.ts';
import { Merge } from './merge.ts';

const content = (id: string, contentRev: number) => ({ id: id as CommentId, contentRev }) as ContentPart;
const tally = (id: string, tallyRev: number) => ({ id: id as CommentId, tallyRev }) as TallyPart;
const rows = (from: number, to: number, parts: Partial<ChangedRows> = {}): ChangedRows => ({
  epoch: 'e' as Epoch,
  from,
  to,
  content: [],
  tallies: [],
  summary: { title: 'T', status: 'open', comments: to, topLevel: to },
  ...parts,
});

it('FAN-2 merged ranges keep the chain and hold each part once, in its latest state', () => {
  const merge = new Merge(rows(3, 5, { content: [content('a', 4), content('b', 5)], tallies: [tally('a', 5)] }));
  merge.add(rows(5, 8, { content: [content('a', 7)], tallies: [tally('b', 6), tally('a', 8)] }));
  expect(merge.frame()).toEqual({
    epoch: 'e',
    from: 3,
    to: 8,
    content: [content('a', 7), content('b', 5)],
    tallies: [tally('a', 8), tally('b', 6)],
    summary: { title: 'T', status: 'open', comments: 8, topLevel: 8 },
  });
});

it('FAN-2 a range that overlaps with older state does not bring it back', () => {
  const merge = new Merge(rows(0, 6, { content: [content('a', 6)] }));
  merge.add(rows(2, 4, { content: [content('a', 3)] }));
  expect(merge.frame()).toMatchObject({ from: 0, to: 6, content: [content('a', 6)], summary: { comments: 6 } });
});
