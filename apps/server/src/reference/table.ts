/** Tables of Markdown. */

/** What may stand in a cell: a line, in which a stroke is no border. */
const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');

export const table = (heads: readonly string[], rows: readonly (readonly string[])[]): string =>
  [heads, heads.map(() => '---'), ...rows].map((row) => `| ${row.map(cell).join(' | ')} |`).join('\n');

export const code = (text: string): string => `\`${text}\``;

/** A page from its parts; `made` says from which table it comes. */
export const page = (title: string, made: string, parts: readonly string[]): string =>
  `${[`# ${title}`, `<!-- Made from ${made} by: npx vitest run --project server apps/server/src/reference -u -->`, ...parts].join('\n\n')}\n`;
