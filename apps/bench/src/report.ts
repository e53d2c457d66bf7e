/** Puts measured tables into the docs: each row has its place there, and what is in it came from a run. */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type Line, toMarkdown } from './table.ts';

const DOCS = fileURLToPath(new URL('../../site/docs/benchmarks.md', import.meta.url));

const placeOf = (row: string) => ({ begin: `<!-- measured: ${row} -->`, end: `<!-- end: ${row} -->` });

/** The text with a row's place filled anew; throws when it has none. */
export function filled(text: string, row: string, lines: readonly Line[], run: string): string {
  const { begin, end } = placeOf(row);
  const [from, to] = [text.indexOf(begin), text.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`the docs have no place for the row ${row}: ${begin} … ${end}`);
  return `${text.slice(0, from + begin.length)}\n\n${toMarkdown(lines)}\n\n${run}\n\n${text.slice(to)}`;
}

/** `run`: one line that says on what, when and by which command. */
export function writeReport(row: string, lines: readonly Line[], run: string): void {
  writeFileSync(DOCS, filled(readFileSync(DOCS, 'utf8'), row, lines, run));
}
