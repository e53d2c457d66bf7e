import { TITLE_MAX_CODE_POINTS, titleFault } from '@parley/protocol';
import { expect, it } from 'vitest';
import { titleOf } from './client-of.ts';

it('POST-8 a page names a title that a server takes, or none', () => {
  expect(titleOf('  A new room ')).toEqual({ title: 'A new room' });
  for (const given of ['', ' \u200B', 'a\u0000b', '\uD800']) expect(titleOf(given)).toEqual({});
  const { title = '' } = titleOf('😀'.repeat(TITLE_MAX_CODE_POINTS + 50));
  expect([[...title].length, titleFault(title)]).toEqual([TITLE_MAX_CODE_POINTS, undefined]);
});
