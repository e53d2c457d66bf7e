/** The one Markdown subset, as restrictions of the parser's own rules. Together with `parse.ts` the only place that names it. */
import { Tokenizer, type Tokens } from 'marked';
import { TEXT_DEPTH_MAX } from './tokens.ts';

/** Up to the next character that may begin a mark, or the next bare address. */
const run = /^(?:`+|[\s\S])[\s\S]*?(?=[\\<!`*[\n]| +\n|\b_|https?:\/\/|$)/i;
const bare = /^https?:\/\/[^\s<>]+/i;

/** Knows paragraphs, emphasis, links, quotes, code, lists and breaks. A rule that answers undefined leaves the text as typed. */
export class Subset extends Tokenizer {
  private depth = 0;

  override heading = nothing;
  override lheading = nothing;
  override hr = nothing;
  override html = nothing;
  override def = nothing;
  override table = nothing;
  override tag = nothing;
  override reflink = nothing;
  override del = nothing;

  override blockquote(src: string): Tokens.Blockquote | undefined {
    return this.nested(() => super.blockquote(src));
  }

  override list(src: string): Tokens.List | undefined {
    return this.nested(() => super.list(src));
  }

  override emStrong(src: string, masked: string, before?: string): Tokens.Em | Tokens.Strong | undefined {
    return this.nested(() => super.emStrong(src, masked, before));
  }

  /** An image is not in the subset: its source is shown as typed, not turned into a link. */
  override link(src: string): Tokens.Link | Tokens.Image | undefined {
    const token = this.nested(() => super.link(src));
    return token?.type === 'image' ? (asText(token.raw) as unknown as Tokens.Image) : token;
  }

  /** Bare addresses begin with their scheme; anything less is text. The end is found in one pass. */
  override url(src: string): Tokens.Link | undefined {
    const found = bare.exec(src)?.[0];
    if (!found) return undefined;
    const raw = found.slice(0, endOfAddress(found));
    return { type: 'link', raw, text: raw, href: raw, tokens: [asText(raw)] };
  }

  override inlineText(src: string): Tokens.Text | undefined {
    const raw = run.exec(src)?.[0];
    return raw ? asText(raw) : undefined;
  }

  /** Runs a rule that may call itself; too deep, its mark is text. */
  private nested<T>(rule: () => T | undefined): T | undefined {
    if (this.depth >= TEXT_DEPTH_MAX) return undefined;
    this.depth += 1;
    try {
      return rule();
    } finally {
      this.depth -= 1;
    }
  }
}

function nothing(): undefined {
  return undefined;
}

function asText(raw: string): Tokens.Text {
  return { type: 'text', raw, text: raw, escaped: false };
}

/** Where a bare address ends: without closing punctuation of the sentence, and without a bracket that it did not open. */
function endOfAddress(found: string): number {
  let open = 0;
  for (const char of found) open += char === '(' ? 1 : char === ')' ? -1 : 0;
  let end = found.length;
  for (; end > 0; end -= 1) {
    const last = found.charAt(end - 1);
    if (last === ')' && open < 0) open += 1;
    else if (!/[?!.,:;*_~'"\]]/.test(last)) break;
  }
  return end;
}
