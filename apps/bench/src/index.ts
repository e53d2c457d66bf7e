/**
 * `npm run bench [-- ROW …] [--short]`: measures Parley beside its peers on this machine and prints a table; the same table and
 * the raw figures go to artifacts/. `--short` is for trying the benches themselves, not for quoting.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, release } from 'node:os';
import { ackLatency } from './rows/ack-latency.ts';
import { busyRoom } from './rows/busy-room.ts';
import { eachFrame } from './rows/each-frame.ts';
import { memory } from './rows/memory.ts';
import { type Line, toMarkdown } from './table.ts';

const args = process.argv.slice(2);
const short = args.includes('--short');
const wanted = args.filter((arg) => !arg.startsWith('--'));
const viewers = short ? 200 : 1_000;

let trusted = true;
const rows: Record<string, () => Promise<Line[]>> = {
  'each-frame': async () => {
    const result = await eachFrame({ viewers, changes: short ? 30 : 80, rounds: short ? 1 : 3 });
    trusted = result.trusted;
    return result.lines;
  },
  'busy-room': () => busyRoom({ viewers, perSecond: 100, seconds: short ? 3 : 15, commentEvery: 5 }),
  'ack-latency': () => ackLatency({ viewers, perSecond: 50, seconds: short ? 3 : 20 }),
  memory: () => memory({ viewers: short ? 500 : 4_000, slow: short ? 10 : 50 }),
};

const unknown = wanted.filter((name) => !(name in rows));
if (unknown.length > 0) {
  process.stderr.write(`No such row: ${unknown.join(', ')}. Rows: ${Object.keys(rows).join(', ')}\n`);
  process.exit(1);
}

const lines: Line[] = [];
for (const [name, run] of Object.entries(rows)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  process.stderr.write(`${name} …\n`);
  lines.push(...(await run()));
}
const machine = `${cpus().length} cores (${cpus()[0]?.model ?? 'unknown'}), ${process.platform} ${release()}, Node ${process.versions.node}`;
const doubt = trusted ? '' : '\n\n**The peers do not stand to each other as they should: this run cannot be trusted.**';
const table = `${toMarkdown(lines)}\n\nMachine: ${machine}.${doubt}\n`;
mkdirSync('artifacts', { recursive: true });
writeFileSync('artifacts/bench.md', table);
writeFileSync('artifacts/bench.json', `${JSON.stringify({ machine, trusted, lines }, null, 2)}\n`);
process.stdout.write(`\n${table}`);
process.exit(trusted ? 0 : 2);
