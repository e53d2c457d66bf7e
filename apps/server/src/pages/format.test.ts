import { expect, it } from 'vitest';
import { beginning, commentsLabel, dayOf, exactTime, watchingLabel } from './format.ts';

it('HTTP-3 times are absolute and in UTC', () => {
  expect(exactTime(Date.parse('2026-10-10T11:58:59Z'))).toBe('October 10, 2026 at 11:58 AM UTC');
  expect(dayOf(Date.parse('2026-11-22T23:59:00Z'))).toBe('Sunday, November 22, 2026');
});

it.each([
  [0, 'no comments yet'],
  [1, '1 comment'],
  [1204, '1,204 comments'],
])('HTTP-2 %i comments are said as "%s"', (count, words) => {
  expect(commentsLabel(count)).toBe(words);
});

it('PRES-1 nobody watching is not mentioned', () => {
  expect([0, 1, 12].map(watchingLabel)).toEqual(['', '1 watching', '12 watching']);
});

it.each([
  ['short', 10, 'short'],
  ['one two three', 10, 'one two…'],
  ['one two, three', 10, 'one two…'],
  ['unbreakable', 6, 'unbre…'],
  ['  white \n space ', 20, 'white space'],
  ['👩🏽‍🚒👩🏽‍🚒👩🏽‍🚒', 3, '👩🏽…'],
])('TEXT-1 the beginning of %j in %i characters halves none', (text, max, beginningOfIt) => {
  expect(beginning(text, max)).toBe(beginningOfIt);
});
