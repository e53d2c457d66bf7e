/** What a body, a name and a title may hold. The same functions check in the composer and at the server's door. */
import { BODY_MAX_BYTES, BODY_MAX_CODE_POINTS, NAME_MAX_CODE_POINTS, TITLE_MAX_CODE_POINTS } from './limits.ts';
import type { RefusalCode } from './refusals.ts';

/** What can be wrong with a text, a name or a title. */
export type TextFault = Extract<RefusalCode, 'text-empty' | 'text-too-long' | 'text-not-allowed' | 'name-not-allowed'>;

/**
 * What a reader cannot see: spaces, controls, all that Unicode calls default ignorable (joiners, fillers, variation selectors), the
 * Braille blank, and marks for annotations and hieroglyph groups. Unassigned code points count as seen: they may be the emoji of
 * a later Unicode than this machine knows.
 */
const invisible = /[\p{Z}\p{Cc}\p{Surrogate}\p{Default_Ignorable_Code_Point}\u2800\uFFF9-\uFFFB\u{13430}-\u{1343F}]/gu;
const loneSurrogate = /\p{Surrogate}/u;
/** In names: controls, line ends, characters that turn the direction of what follows, and hidden text in tag characters. ZWJ and ZWNJ stay: Persian and emoji need them. */
const forbiddenInName = /[\p{Cc}\u2028\u2029\u200E\u200F\u061C\u202A-\u202E\u2066-\u206F\u200B\uFEFF\u{E0000}-\u{E007F}]/u;
/** The one good use of tag characters: flags such as England's, a black flag with the tags of its region (Unicode TS 51, ED-14a). */
const regionFlag = /\u{1F3F4}[\u{E0061}-\u{E007A}]{2}[\u{E0030}-\u{E0039}\u{E0061}-\u{E007A}]{1,4}\u{E007F}/gu;

/** Number of code points, as the composer counts them. */
export function codePoints(text: string): number {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}

/** Bytes of the text in UTF-8. */
export function utf8Bytes(text: string): number {
  let bytes = 0;
  for (const char of text) {
    const code = char.codePointAt(0) ?? 0;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return bytes;
}

/** True when at least one character can be seen. */
function hasVisible(text: string): boolean {
  return text.replace(invisible, '') !== '';
}

/** True when every store and transport can keep the text byte for byte: no NUL, no half of a surrogate pair. */
export function isStorable(text: string): boolean {
  return !text.includes('\u0000') && !loneSurrogate.test(text);
}

/** Why a comment's text cannot be taken, or undefined when it can. */
export function bodyFault(body: string): TextFault | undefined {
  if (!isStorable(body)) return 'text-not-allowed';
  if (body.length > BODY_MAX_BYTES || codePoints(body) > BODY_MAX_CODE_POINTS || utf8Bytes(body) > BODY_MAX_BYTES) {
    return 'text-too-long';
  }
  return hasVisible(body) ? undefined : 'text-empty';
}

/** Why a name cannot be taken, or undefined when it can. No name at all is `null`, never an empty one. */
export function nameFault(name: string): TextFault | undefined {
  const fits = isStorable(name) && codePoints(name) <= NAME_MAX_CODE_POINTS && name === name.trim();
  return fits && hasVisible(name) && !forbiddenInName.test(name.replace(regionFlag, '')) ? undefined : 'name-not-allowed';
}

/** Why a room's title cannot be taken, or undefined when it can. */
export function titleFault(title: string): TextFault | undefined {
  if (!isStorable(title)) return 'text-not-allowed';
  if (codePoints(title) > TITLE_MAX_CODE_POINTS) return 'text-too-long';
  return hasVisible(title) ? undefined : 'text-empty';
}
