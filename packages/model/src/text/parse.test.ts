import { describe, expect, it } from 'vitest';
import { plainText } from '../../test/plain-text.ts';
import { parseText, type TextTree } from './index.ts';
import { type Block, type Inline, TEXT_DEPTH_MAX } from './tokens.ts';

const text = (value: string): Inline => ({ kind: 'text', text: value });
const paragraph = (...children: Inline[]): Block => ({ kind: 'paragraph', children });
const only = (body: string): readonly Inline[] => {
  const [first, ...rest] = parseText(body);
  expect(rest).toEqual([]);
  return first?.kind === 'paragraph' ? first.children : [];
};

describe('the subset', () => {
  it.each<[string, TextTree]>([
    ['one\ntwo\n\nthree', [paragraph(text('one'), { kind: 'break' }, text('two')), paragraph(text('three'))]],
    ['a *b*', [paragraph(text('a '), { kind: 'emphasis', children: [text('b')] })]],
    ['**a `*b*`**', [paragraph({ kind: 'strong', children: [text('a '), { kind: 'code', text: '*b*' }] })]],
    ['> a\n> > b', [{ kind: 'quote', children: [paragraph(text('a')), { kind: 'quote', children: [paragraph(text('b'))] }] }]],
    ['```js\n<b>\n```', [{ kind: 'code-block', text: '<b>' }]],
    ['- a\n- b', [{ kind: 'list', ordered: false, start: 1, items: [[paragraph(text('a'))], [paragraph(text('b'))]] }]],
    ['3. a', [{ kind: 'list', ordered: true, start: 3, items: [[paragraph(text('a'))]] }]],
    ['', []],
    [' \n\n ', []],
  ])('TEXT-3 %j has its meaning', (body, tree) => {
    expect(parseText(body)).toEqual(tree);
  });

  it.each([
    '# Title',
    'Title\n===',
    '---',
    '<b>bold</b>',
    '<div>\nraw\n</div>',
    '<!-- hidden -->',
    '![alt](https://a.example/i.png)',
    '| a | b |\n|---|---|\n| c | d |',
    '~~struck~~',
    '[ref]',
    '&amp; &lt;b&gt;',
    'www.example.org and me@example.org',
    'a_b_c and 2 * 3 * 4',
  ])('TEXT-3 %j is text as typed', (body) => {
    expect(plainText(parseText(body))).toBe(body);
    for (const block of parseText(body)) {
      expect(block.kind).toBe('paragraph');
      if (block.kind === 'paragraph')
        expect(block.children.filter(({ kind }) => kind !== 'text' && kind !== 'break')).toEqual([]);
    }
  });

  it('TEXT-3 boxes of tasks stay as typed', () => {
    expect(plainText(parseText('- [ ] a\n- [x] b'))).toBe('[ ] a\n[x] b');
  });

  it.each([
    ['quotes', '>'.repeat(500)],
    ['quotes with spaces', `${'> '.repeat(500)}a`],
    ['quotes and lists', `${'> - '.repeat(300)}a`],
    ['emphasis', `${'*a '.repeat(300)}${' b*'.repeat(300)}`],
    ['brackets', `${'['.repeat(300)}a${']'.repeat(300)}`],
  ])('TEXT-6 %s nest to a bound, and nothing is lost', (_, body) => {
    const tree = parseText(body);
    expect(depthOf(tree)).toBeLessThanOrEqual(TEXT_DEPTH_MAX + 1);
    expect(plainText(tree).match(/[ab]/g) ?? []).toEqual(body.match(/[ab]/g) ?? []);
  });
});

describe('links', () => {
  it.each([
    ['[a](https://b.example/c)', 'https://b.example/c'],
    ['[a](http://b.example)', 'http://b.example/'],
    ['[a](mailto:me@b.example)', 'mailto:me@b.example'],
    ['<https://b.example/>', 'https://b.example/'],
    ['HTTPS://B.example/x', 'https://b.example/x'],
    ['see https://b.example/(x).', 'https://b.example/(x)'],
    ['(https://b.example/x), he said', 'https://b.example/x'],
    ['https://b.example/?a=1&b=2!', 'https://b.example/?a=1&b=2'],
  ])('TEXT-5 %j leads to %s', (body, href) => {
    expect(only(body).flatMap((node) => (node.kind === 'link' ? [node.href] : []))).toEqual([href]);
  });

  it.each([
    '[a](javascript:alert(1))',
    '[a](JaVaScRiPt:alert(1))',
    '[a](java\tscript:alert(1))',
    '[a](<java\tscript:alert(1)>)',
    '[a](javascript&colon;alert(1))',
    '[a](&#106;avascript:alert(1))',
    '[a](\u0001javascript:alert(1))',
    '[a](data:text/html,<script>alert(1)</script>)',
    '[a](vbscript:x)',
    '[a](file:///etc/passwd)',
    '[a](//evil.example)',
    '[a](/path)',
    '[a](#x)',
    '[a](https://good.example@evil.example/)',
    '[a](http://)',
    '<javascript:alert(1)>',
    'javascript:alert(1)',
    'https://user:word@evil.example/',
  ])('TEXT-5 %j is text', (body) => {
    expect(JSON.stringify(parseText(body))).not.toContain('"link"');
    expect(plainText(parseText(body))).toBe(body);
  });
});

function depthOf(tree: TextTree): number {
  return Math.max(0, ...tree.map((block) => 1 + blockDepth(block)));
}

function blockDepth(block: Block): number {
  if (block.kind === 'quote') return depthOf(block.children);
  if (block.kind === 'list') return Math.max(0, ...block.items.map(depthOf));
  return block.kind === 'paragraph' ? Math.max(0, ...block.children.map(inlineDepth)) : 0;
}

function inlineDepth(node: Inline): number {
  return 'children' in node ? 1 + Math.max(0, ...node.children.map(inlineDepth)) : 0;
}
