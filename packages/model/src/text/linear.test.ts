import { BODY_MAX_CODE_POINTS } from '@parley/protocol';
import { Tokenizer } from 'marked';
import { afterEach, expect, it, vi } from 'vitest';
import { parseText } from './parse.ts';

const fill = (piece: string) => (length: number) => piece.repeat(Math.ceil(length / piece.length)).slice(0, length);
const half = (before: string, after: string) => (length: number) => fill(before)(length / 2) + fill(after)(length / 2);
const growing = (part: (n: number) => string) => (length: number) => {
  let body = '';
  for (let n = 1; body.length < length; n += 1) body += part(n);
  return body.slice(0, length);
};

/** Bodies that made Markdown parsers slow, or might. */
const families: Record<string, (length: number) => string> = {
  stars: fill('*'),
  'open emphasis': fill('*a '),
  'mixed emphasis': fill('*a **b '),
  underscores: fill('_a '),
  'inner underscores': fill('_a'),
  'stars and underscores': fill('*_'),
  'inner stars': fill('a**b'),
  'closing stars': fill('a* '),
  'nested emphasis': half('*a ', ' b*'),
  'nested strong': half('**a ', ' b**'),
  'open brackets': fill('['),
  'open links': fill('[a]('),
  'close brackets': fill(']'),
  references: fill('[a]['),
  'nested brackets': half('[', ']'),
  'open addresses': fill('[a](<b'),
  'open parentheses': (n) => `[a](${fill('(')(n)}`,
  'open titles': (n) => `[a](b "${fill('\\"')(n)}`,
  images: fill('![a](b'),
  links: fill('[a](b) '),
  'growing backticks': growing((n) => `${'`'.repeat(n)} `),
  backticks: fill('` `` '),
  fences: fill('```\n'),
  'two fences': fill('~~~a\n```\n'),
  quotes: fill('>'),
  'spaced quotes': fill('> '),
  'quoted lines': fill('>a\n'),
  'deep quoted lines': fill('> > > > > > > a\n'),
  'quoted lists': fill('> - '),
  'lazy quotes': fill('> a\nb\n'),
  'stairs of quotes': growing((n) => `${'>'.repeat(n % 30)} a\n`),
  'list marks': fill('- '),
  lists: fill('- a\n'),
  'stairs of lists': growing((n) => `${' '.repeat(2 * n)}- a\n`),
  'loose lists': fill('1. a\n\n'),
  'one long item': (n) => `- ${fill('a\n')(n)}`,
  'two lists': fill('* a\n + b\n'),
  tags: fill('<a '),
  autolinks: fill('<http:'),
  emails: (n) => `${fill('a.')(n)}@`,
  addresses: fill('http://a '),
  'closing parentheses': (n) => `http://a.b/${fill(')')(n)}`,
  punctuation: (n) => `http://a.b/${fill('?!.,')(n)}`,
  backslashes: fill('\\*'),
  'trailing spaces': fill('a  \n'),
  tables: (n) => `${fill('|a')(n / 2)}\n${fill('|-')(n / 2)}`,
  definitions: fill('[a]: b\n'),
  underlines: (n) => `${fill('a\n')(n)}===`,
  newlines: fill('\n'),
};

/** Rules that search from a mark to the end of what they are given: their work is that length. */
const searching = ['blockquote', 'list', 'emStrong', 'link', 'codespan', 'fences'] as const;

/** Characters handed to the rules that search, for one body. */
function work(body: string): number {
  let characters = 0;
  for (const rule of searching) {
    const original = Tokenizer.prototype[rule] as (this: Tokenizer, ...given: never[]) => unknown;
    vi.spyOn(Tokenizer.prototype, rule).mockImplementation(function (this: Tokenizer, ...given: unknown[]) {
      characters += String(given[0]).length;
      return original.apply(this, given as never[]) as never;
    });
  }
  parseText(body);
  vi.restoreAllMocks();
  return characters;
}

afterEach(() => vi.restoreAllMocks());

it('TEXT-6 there are enough families of hard bodies', () => {
  expect(Object.keys(families).length).toBeGreaterThanOrEqual(40);
});

it.each(Object.entries(families))('TEXT-6 %s: twice the length is about twice the work', (_, family) => {
  const [once, twice] = [work(family(BODY_MAX_CODE_POINTS / 2)), work(family(BODY_MAX_CODE_POINTS))];
  // The stretches are cut alike, give or take one at the end.
  expect(twice).toBeLessThanOrEqual(2.6 * once + 50_000);
});
