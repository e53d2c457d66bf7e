/**
 * `npm run bench [-- ROW …] [--short] [--report]`: measures Parley beside its peers on this machine and prints a table; the same table
 * and the raw figures go to artifacts/. `--short` is for trying the benches themselves, not for quoting. `--report` writes the tables of
 * the rows that ran into the docs.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { runOf } from './machine.ts';
import { needConnections } from './process-limits.ts';
import { writeReport } from './report.ts';
import type { Scale } from './row.ts';
import { ROWS } from './rows/index.ts';
import { type Line, toMarkdown } from './table.ts';

const fail = (message: string): never => {
  process.stderr.write(`${message}\n`);
  process.exit(1);
};

const args = process.argv.slice(2);
const flags = args.filter((arg) => arg.startsWith('--'));
const names = args.filter((arg) => !arg.startsWith('--'));
const scale: Scale = flags.includes('--short') ? 'short' : 'full';
const report = flags.includes('--report');
const unknown = names.filter((name) => !ROWS.some((row) => row.name === name));
if (unknown.length > 0) fail(`No such row: ${unknown.join(', ')}. Rows: ${ROWS.map(({ name }) => name).join(', ')}`);
const strange = flags.filter((flag) => flag !== '--short' && flag !== '--report');
if (strange.length > 0) fail(`No such option: ${strange.join(', ')}. Options: --short, --report`);
if (report && scale === 'short') fail('A short run is not for quoting: --report wants the whole one.');

const wanted = ROWS.filter(({ name }) => names.length === 0 || names.includes(name));
const lines: Line[] = [];
const doubts = new Set<string>();
mkdirSync('artifacts', { recursive: true });
try {
  for (const row of wanted) needConnections(row.name, row.connections[scale]);
} catch (error) {
  fail(String(error instanceof Error ? error.message : error));
}
let running = '';
// A write that fails while its row still sends others: the row meets it when it waits for all, and the other rows go on.
process.on('unhandledRejection', (error) => {
  doubts.add(`${running}: ${error instanceof Error ? error.message : String(error)}`);
});
for (const row of wanted) {
  running = row.name;
  process.stderr.write(`${row.name} …\n`);
  const begun = performance.now();
  try {
    const result = await row.run(scale);
    lines.push(...result.lines);
    if (result.doubt) doubts.add(`${row.name}: ${result.doubt}`);
    else if (report) writeReport(row.name, result.lines, runOf(row.name));
    process.stderr.write(`${toMarkdown(result.lines)}\n`);
  } catch (error) {
    // The other rows are still worth their time.
    doubts.add(`${row.name} failed: ${error instanceof Error ? error.message : String(error)}`);
    process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  }
  process.stderr.write(`${row.name}: ${((performance.now() - begun) / 1_000).toFixed(0)} s\n`);
}
const doubt = [...doubts].map((words) => `\n\n**Not to be trusted: ${words}.**`).join('');
const table = `${toMarkdown(lines)}\n\n${runOf(names.join(' '))}${doubt}\n`;
writeFileSync('artifacts/bench.md', table);
writeFileSync(
  'artifacts/bench.json',
  `${JSON.stringify({ run: runOf(names.join(' ')), doubts: [...doubts], lines }, null, 2)}\n`,
);
process.stdout.write(`\n${table}`);
process.exit(doubts.size > 0 ? 2 : 0);
