/** Puts measured tables into the docs: each row has its place there, and what is in it came from a run. */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type Line, toMarkdown } from './table.ts';

/** Pages with places for rows; a row stands on each page that has a place for it. */
export const PAGES = ['benchmarks', 'operations'].map((page) =>
  fileURLToPath(new URL(`../../site/docs/${page}.md`, import.meta.url)),
);

const placeOf = (row: string) => ({ begin: `<!-- measured: ${row} -->`, end: `<!-- end: ${row} -->` });

/** The text with a row's place filled anew; throws when it has none. */
export function filled(text: string, row: string, lines: readonly Line[], run: string): string {
  const { begin, end } = placeOf(row);
  const [from, to] = [text.indexOf(begin), text.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`the docs have no place for the row ${row}: ${begin} … ${end}`);
  return `${text.slice(0, from + begin.length)}\n\n${toMarkdown(lines)}\n\n${run}\n\n${text.slice(to)}`;
}

/** The pages, by their paths, that hold the row, with its lines in place. Without any there would be nothing to write: that throws. */
export function pagesWith(
  pages: readonly { readonly path: string; readonly text: string }[],
  row: string,
  lines: readonly Line[],
  run: string,
): { readonly path: string; readonly text: string }[] {
  const having = pages.filter(({ text }) => text.includes(placeOf(row).begin));
  if (having.length === 0) throw new Error(`The docs have no place for the row ${row}.`);
  return having.map(({ path, text }) => ({ path, text: filled(text, row, lines, run) }));
}

/** `run`: one line that says on what, when and by which command. */
export function writeReport(row: string, lines: readonly Line[], run: string): void {
  const pages = PAGES.map((path) => ({ path, text: readFileSync(path, 'utf8') }));
  for (const { path, text } of pagesWith(pages, row, lines, run)) writeFileSync(path, text);
}
