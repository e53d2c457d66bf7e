/** From a body to its tree. Loaded in browsers only for a body that `isPlain` does not cover, and for previews. */
import { Lexer, type Token, type Tokens } from 'marked';
import { safeHref } from './safe-href.ts';
import { blockStretches, inlineStretches } from './stretches.ts';
import { Subset } from './subset.ts';
import type { Block, Inline, TextTree } from './tokens.ts';

/** Never throws for any string; takes time about linear in its length (TEXT-6); nests at most `TEXT_DEPTH_MAX` deep. */
export function parseText(body: string): TextTree {
  return blockStretches(body.replace(/\r\n?/g, '\n')).flatMap((stretch) => blocks(lexer().blockTokens(stretch, [])));
}

// A tokenizer is given to one lexer at a time and keeps the depth of its own parse.
const lexer = () => new Lexer({ gfm: true, breaks: true, tokenizer: new Subset() });

function blocks(tokens: readonly Token[]): Block[] {
  return tokens.flatMap((token) => block(token));
}

function block(token: Token): Block[] {
  switch (token.type) {
    case 'space':
      return [];
    case 'code':
      return [{ kind: 'code-block', text: (token as Tokens.Code).text }];
    case 'blockquote':
      return [{ kind: 'quote', children: blocks((token as Tokens.Blockquote).tokens) }];
    case 'list':
      return [list(token as Tokens.List)];
    default:
      return paragraph((token as Tokens.Paragraph).text ?? token.raw);
  }
}

function list(token: Tokens.List): Block {
  const items = token.items.map((item) => blocks(withBox(item.tokens)));
  return { kind: 'list', ordered: token.ordered, start: token.ordered ? Number(token.start) : 1, items };
}

/** The parser makes the box of a task a token of its own; here it is the beginning of the text, as typed. */
function withBox(tokens: readonly Token[]): readonly Token[] {
  const [box, next, ...rest] = tokens;
  if (box?.type !== 'checkbox') return tokens;
  const text = next && 'text' in next ? `${box.raw}${next.text}` : box.raw;
  return [{ type: 'text', raw: text, text }, ...rest];
}

function paragraph(text: string): Block[] {
  const children = trimmed(inlineStretches(text).flatMap((stretch) => inlines(lexer().inlineTokens(stretch, []))));
  return children.length === 0 ? [] : [{ kind: 'paragraph', children }];
}

function inlines(tokens: readonly Token[]): Inline[] {
  return joined(tokens.flatMap((token) => inline(token)));
}

function inline(token: Token): Inline[] {
  switch (token.type) {
    case 'strong':
      return [{ kind: 'strong', children: inlines((token as Tokens.Strong).tokens) }];
    case 'em':
      return [{ kind: 'emphasis', children: inlines((token as Tokens.Em).tokens) }];
    case 'codespan':
      return [{ kind: 'code', text: (token as Tokens.Codespan).text }];
    case 'br':
      return [{ kind: 'break' }];
    case 'link':
      return link(token as Tokens.Link);
    case 'escape':
      return [{ kind: 'text', text: (token as Tokens.Escape).text }];
    default:
      return [{ kind: 'text', text: token.raw }];
  }
}

function link(token: Tokens.Link): Inline[] {
  const href = safeHref(token.href);
  if (href === undefined) return [{ kind: 'text', text: token.raw }];
  const children = inlines(token.tokens);
  return [{ kind: 'link', href, children: children.length > 0 ? children : [{ kind: 'text', text: token.href }] }];
}

/** Neighbouring texts as one, without the spaces beside a break. */
function joined(nodes: readonly Inline[]): Inline[] {
  const result: Inline[] = [];
  for (const node of nodes) {
    const last = result.at(-1);
    if (node.kind === 'text' && last?.kind === 'text') result[result.length - 1] = { kind: 'text', text: last.text + node.text };
    else result.push(node);
  }
  return result.flatMap((node, at): Inline[] => {
    if (node.kind !== 'text') return [node];
    let { text } = node;
    if (result[at - 1]?.kind === 'break') text = text.trimStart();
    if (result[at + 1]?.kind === 'break') text = text.trimEnd();
    return text === '' ? [] : [{ kind: 'text', text }];
  });
}

/** Without spaces and breaks at both ends. */
function trimmed(nodes: readonly Inline[]): Inline[] {
  const [head, ...rest] = joined(nodes);
  if (!head) return [];
  const first = trim(head, 'trimStart');
  const all = first ? [first, ...rest] : rest;
  const tail = all.at(-1);
  const last = tail && trim(tail, 'trimEnd');
  return [...all.slice(0, -1), ...(last ? [last] : [])];
}

function trim(node: Inline, side: 'trimStart' | 'trimEnd'): Inline | undefined {
  if (node.kind === 'break') return undefined;
  if (node.kind !== 'text') return node;
  const text = node.text[side]();
  return text === '' ? undefined : { kind: 'text', text };
}
