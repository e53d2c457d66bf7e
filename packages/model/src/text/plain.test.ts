import fc from 'fast-check';
import { expect, it } from 'vitest';
import { plainText } from '../../test/plain-text.ts';
import { isPlain, parseText, plainTree } from './index.ts';

/** Pieces that mean something to the parser, and some that do not. */
const pieces = fc.constantFrom(
  ...[
    'a',
    'B',
    'é',
    '\u05d0',
    '😀',
    ' ',
    '  ',
    '    ',
    '\n',
    '\n\n',
    '\t',
    '\u00a0',
    '.',
    ',',
    '!',
    '?',
    ':',
    ';',
    '-',
    '- ',
    '+',
    '*',
    '**',
    '_',
    '`',
    '```',
    '~~~',
    '~~',
  ],
  ...[
    '>',
    '> ',
    '<',
    '<b>',
    '</b>',
    '[',
    ']',
    '(',
    ')',
    '](http://x.yz)',
    'http://',
    'https://x.yz/',
    '#',
    '# ',
    '=',
    '===',
    '---',
    '|',
    '|-|',
    '1.',
    '1. ',
    '1) ',
    '&amp;',
    '\\',
    '\\*',
    '@',
    '![',
  ],
);
const bodies = fc.oneof(
  fc.array(pieces, { maxLength: 40 }).map((parts) => parts.join('')),
  fc.string({ unit: 'grapheme', maxLength: 200 }),
);
const letters = (text: string) => text.match(/[aBé\u05d0😀]/gu) ?? [];

it('TEXT-3 a plain body has the same tree with and without the parser', () => {
  let plain = 0;
  fc.assert(
    fc.property(bodies, (body) => {
      if (!isPlain(body)) return;
      plain += 1;
      expect(plainTree(body)).toEqual(parseText(body));
    }),
    { numRuns: 5_000 },
  );
  expect(plain).toBeGreaterThan(200);
});

it('TEXT-3 nothing that is written gets lost, and nothing throws', () => {
  fc.assert(
    fc.property(bodies, (body) => {
      // Behind opening fences stands the language, which is not shown.
      if (/```|~~~/.test(body)) return;
      expect(letters(plainText(parseText(body)))).toEqual(letters(body));
    }),
    { numRuns: 3_000 },
  );
});

it('TEXT-3 most comments need no parser', () => {
  for (const body of ['Thank you.', 'One line.\nAnother: with 3 things, (really) & more!', 'שלום', 'First.\n\nSecond…'])
    expect(isPlain(body)).toBe(true);
  for (const body of ['*a*', '> a', 'see https://a.example', '- a', '1. a', '`a`', '<b>']) expect(isPlain(body)).toBe(false);
});
