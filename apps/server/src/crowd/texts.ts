import { AFTERTHOUGHTS, CLOSERS, GENERAL, OPENERS, REPLIES, THEMES } from './phrases.ts';
import { type Chance, pick } from './random.ts';

const joined = (...parts: string[]): string => parts.filter((part) => part !== '').join(' ');

/** A comment about what a room is about. */
export function commentText(room: string, chance: Chance): string {
  const theme = THEMES[room] ?? GENERAL;
  const remark = pick(theme.remarks, chance).replace('{thing}', pick(theme.things, chance));
  return joined(pick(OPENERS, chance), remark, pick(CLOSERS, chance));
}

/** Longest quote above a reply, in characters. */
const QUOTE = 60;

/** A reply; one in four quotes the beginning of what it answers, where that is one short line. */
export function replyText(answered: string, chance: Chance): string {
  const reply = pick(REPLIES, chance);
  const quotable = answered.length > 0 && answered.length <= QUOTE && /^[\p{L}\p{N}][^\n]*$/u.test(answered);
  return quotable && chance() < 0.25 ? `> ${answered}\n\n${reply}` : reply;
}

/** The text with an afterthought; one that already has one stays as it is. */
export function editedText(body: string, chance: Chance): string {
  return AFTERTHOUGHTS.some((thought) => body.endsWith(thought)) ? body : `${body}\n\n${pick(AFTERTHOUGHTS, chance)}`;
}
