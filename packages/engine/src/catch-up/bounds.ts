/** What a catch-up may cost before a new snapshot is cheaper for both sides (SYNC-3). */
import { CATCH_UP_MAX_CHARS, CATCH_UP_MAX_ROWS, type ContentPart } from '@parley/protocol';
import type { ChangedRows } from '../ports/index.ts';

/** Characters of a row around its text, once encoded. */
const CONTENT_FRAME_CHARS = 350;
const TALLY_CHARS = 140;

/** About how many characters a part takes encoded. Escapes are not counted: the bound is for cost, not for a buffer. */
export const contentChars = (part: ContentPart): number => CONTENT_FRAME_CHARS + part.body.length;

export function charsOf(rows: Pick<ChangedRows, 'content' | 'tallies'>): number {
  let chars = rows.tallies.length * TALLY_CHARS;
  for (const part of rows.content) chars += contentChars(part);
  return chars;
}

export function isTooMuch(rows: Pick<ChangedRows, 'content' | 'tallies'>): boolean {
  if (rows.content.length + rows.tallies.length > CATCH_UP_MAX_ROWS) return true;
  return charsOf(rows) > CATCH_UP_MAX_CHARS;
}
