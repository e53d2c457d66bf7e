import { REFUSALS } from '@parley/protocol';
import { expect, it } from 'vitest';
import { en, refusalText, relativeTime, scoreText } from './index.ts';

const HOUR = 3_600_000;

it('UI-1 a score has its sign, minus as wide as plus', () => {
  expect([-12, -1, 0, 1, 30].map(scoreText)).toEqual(['\u221212', '\u22121', '0', '+1', '+30']);
});

it('UI-1 times are told in the largest whole unit', () => {
  const now = 100 * 365 * 24 * HOUR;
  const ages = [-5_000, 0, 59_999, 60_000, 119_999, 2 * HOUR, 25 * HOUR, 8 * 24 * HOUR, 400 * 24 * HOUR];
  expect(ages.map((age) => relativeTime(now - age, now, en))).toEqual([
    ...[
      'just now',
      'just now',
      'just now',
      '1 minute ago',
      '1 minute ago',
      '2 hours ago',
      '1 day ago',
      '1 week ago',
      '1 year ago',
    ],
  ]);
});

it('REF-1 a refusal of an unknown code is told by its class', () => {
  expect(refusalText(en, { code: 'from-the-future', class: 'fix' })).toBe(en.refusalClasses.fix);
  expect(refusalText(en, { code: 'constructor', class: 'gone' })).toBe(en.refusalClasses.gone);
  for (const code of Object.keys(REFUSALS)) expect(refusalText(en, { code, class: 'retry' })).not.toBe(en.refusalClasses.retry);
});

it('UI-4 plurals are right for one and many', () => {
  expect([en.comments(1), en.comments(2), en.showReplies(1), en.showReplies(3), en.showNew(1), en.showNew(1200)]).toEqual([
    ...['1 comment', '2 comments', 'Show 1 reply', 'Show 3 replies', 'Show 1 new comment', 'Show 1,200 new comments'],
  ]);
});
