/** Text without the parser: for the many comments that need none. */
import type { Block, Inline, TextTree } from './tokens.ts';

/**
 * Anything the parser could give a meaning other than paragraphs and line breaks. Wider than needed: a false alarm costs loading
 * the parser, a miss would show another text.
 */
const marked = /[\\`*_<>[]|https?:\/\/|^\s*(?:[-+=~#|:>]|\d+[.)])|^ {4}|[^\S \n]/im;

/** True when the body is nothing but paragraphs of plain text, so that `plainTree` gives the same tree as the parser. */
export const isPlain = (body: string): boolean => !marked.test(body);

/** The tree of a plain body: paragraphs at empty lines, breaks at line ends. Also the fallback when the parser cannot be loaded. */
export function plainTree(body: string): TextTree {
  return body
    .replace(/\r\n?/g, '\n')
    .split(/\n[^\S\n]*\n\s*/)
    .filter((paragraph) => paragraph.trim() !== '')
    .map((paragraph): Block => ({ kind: 'paragraph', children: plainLines(paragraph) }));
}

/** Text as inline nodes, with a break for each line end and no spaces around it. */
function plainLines(text: string): Inline[] {
  const lines = text.split('\n').map((line) => line.trim());
  while (lines.length > 0 && lines[0] === '') lines.shift();
  while (lines.length > 0 && lines.at(-1) === '') lines.pop();
  return lines.flatMap((line, at): Inline[] => {
    const shown: Inline[] = line === '' ? [] : [{ kind: 'text', text: line }];
    return at === 0 ? shown : [{ kind: 'break' }, ...shown];
  });
}
