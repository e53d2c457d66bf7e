/**
 * Cuts long bodies before they reach the parser. Some of its steps look from each mark to the end of what they were given, so their
 * time grows with the square of it; over stretches of bounded length the whole stays linear (TEXT-6).
 */

/** Characters of one stretch of blocks. A list or quote longer than this is shown as two. */
const BLOCK_STRETCH_CHARS = 2_500;
/** Characters of one run of inline text. A link or emphasis across the cut is shown as typed. */
const INLINE_STRETCH_CHARS = 1_000;

const fence = /^ {0,3}(`{3,}|~{3,})/;

/** Parts of a body in order; joined they give the body. Cut at empty lines where there are any, never inside fenced code. */
export function blockStretches(body: string): string[] {
  if (body.length <= BLOCK_STRETCH_CHARS) return [body];
  const stretches: string[] = [];
  let from = 0;
  let at = 0;
  let lastBlank = 0;
  let open: string | undefined;
  for (const line of body.split(/(?<=\n)/)) {
    const mark = fence.exec(line)?.[1];
    if (at - from + line.length > BLOCK_STRETCH_CHARS && open === undefined && at > from) {
      const cut = lastBlank > from ? lastBlank : at;
      stretches.push(body.slice(from, cut));
      from = cut;
    }
    if (open === undefined) open = mark;
    else if (mark?.startsWith(open) && line.trim() === mark) open = undefined;
    at += line.length;
    if (open === undefined && line.trim() === '') lastBlank = at;
  }
  stretches.push(body.slice(from));
  return stretches;
}

/** Parts of one paragraph in order, cut after a line end or a space where there is one. */
export function inlineStretches(text: string): string[] {
  const stretches: string[] = [];
  let rest = text;
  while (rest.length > INLINE_STRETCH_CHARS) {
    const part = rest.slice(0, INLINE_STRETCH_CHARS);
    const space = Math.max(part.lastIndexOf('\n'), part.lastIndexOf(' ')) + 1;
    const cut = space > 0 ? space : codePointBorder(rest, INLINE_STRETCH_CHARS);
    stretches.push(rest.slice(0, cut));
    rest = rest.slice(cut);
  }
  return rest === '' ? stretches : [...stretches, rest];
}

/** The given place, or one before it when that would part a surrogate pair. */
function codePointBorder(text: string, at: number): number {
  const code = text.charCodeAt(at - 1);
  return code >= 0xd800 && code <= 0xdbff ? at - 1 : at;
}
