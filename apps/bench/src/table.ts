/** One measured line of the result. */
export interface Line {
  readonly row: string;
  readonly what: string;
  readonly value: string;
  /** The same figure beside its peer, where there is one. */
  readonly beside?: string;
  /** What design asks for. */
  readonly reach?: string;
  readonly reached?: boolean;
}

/** Lines as a Markdown table. */
export function toMarkdown(lines: readonly Line[]): string {
  const cells = lines.map((line) => [
    line.row,
    line.what,
    line.value,
    line.beside ?? '',
    line.reach ?? '',
    line.reached === undefined ? '' : line.reached ? 'yes' : '**no**',
  ]);
  const head = ['row', 'what', 'measured', 'beside', 'to reach', 'reached'];
  return [head, head.map(() => '---'), ...cells].map((row) => `| ${row.join(' | ')} |`).join('\n');
}
