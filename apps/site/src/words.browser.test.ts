import { expect, it } from 'vitest';
import { commentsLabel, timeAgo, watchingLabel } from './words.ts';

const NOW = Date.parse('2026-11-22T09:00:00Z');
const MINUTE = 60_000;

it.each([
  [NOW, 'just now'],
  [NOW + MINUTE, 'just now'],
  [NOW - 59_999, 'just now'],
  [NOW - MINUTE, '1 minute ago'],
  [NOW - 119 * MINUTE, '1 hour ago'],
  [NOW - 26 * 60 * MINUTE, '1 day ago'],
  [NOW - 15 * 24 * 60 * MINUTE, '2 weeks ago'],
])('HTTP-2 %i is said as "%s"', (at, words) => {
  expect(timeAgo(at, NOW)).toBe(words);
});

it('HTTP-2 counts agree with what the server writes', () => {
  expect([0, 1, 1204].map(commentsLabel)).toEqual(['no comments yet', '1 comment', '1,204 comments']);
  expect([0, 3].map(watchingLabel)).toEqual(['', '3 watching']);
});
