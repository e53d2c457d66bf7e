/** What a catch-up may cost before a new snapshot is cheaper for both sides (SYNC-3), and what everybody may be told at once (FAN-10). */
import { CATCH_UP_MAX_CHARS, CATCH_UP_MAX_ROWS, type ContentPart } from '@parley/protocol';
import type { ChangedRows } from '../ports/index.ts';

/** Rows that one frame may bring to everybody: a second of a storm, which must not make a whole room come anew. */
export const LIVE_MAX_ROWS = 2_000;
/** Characters of it: votes never reach that; with so many long texts a page is cheaper. */
const LIVE_MAX_CHARS = 4 * CATCH_UP_MAX_CHARS;

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

/** Whether it is cheaper that everybody here begins anew, all in one moment, than to tell them. */
export const isTooMuchAtOnce = (rows: Pick<ChangedRows, 'content' | 'tallies'>): boolean =>
  rows.content.length + rows.tallies.length > LIVE_MAX_ROWS || charsOf(rows) > LIVE_MAX_CHARS;
