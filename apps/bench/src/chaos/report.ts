/** Writes a whole run into the docs: what was done to it, by which seeds and versions, what was reached, what held. */
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { postgresPrograms, redisServer } from '@parley/topology';
import { machine } from '../machine.ts';
import { INVARIANTS } from './checker/index.ts';
import type { RunResult } from './run-fault.ts';
import { STATES, type StateName } from './states.ts';
import { faultsOf, latenessOf } from './verdict.ts';

const DOCS = fileURLToPath(new URL('../../../site/docs/chaos.md', import.meta.url));
const BEGIN = '<!-- measured -->';
const END = '<!-- end -->';

const row = (cells: readonly (string | number)[]): string => `| ${cells.join(' | ')} |`;
const table = (head: readonly string[], rows: readonly (readonly (string | number)[])[]): string =>
  [row(head), row(head.map(() => '---')), ...rows.map(row)].join('\n');

const seconds = (ms: number | undefined): string => (ms === undefined ? 'never' : `${(ms / 1_000).toFixed(1)} s`);

/** The tables of a run. `broken`: runs that did not come to their end, and why. */
export function toMarkdown(results: readonly RunResult[], broken: readonly string[] = []): string {
  const runs = results.map((result) => {
    const { fault, strikes, acknowledged, seconds: length, settledMs, violations } = result;
    const counts = [strikes, acknowledged.toLocaleString('en'), `${length} s`, seconds(settledMs)];
    const why = faultsOf(result).length + latenessOf(result).length - violations.length;
    return [`\`${fault.name}\``, fault.says, ...counts, violations.length, why > 0 ? '**no**' : 'yes'];
  });
  const names = (Object.keys(STATES) as StateName[]).filter((name) => results.some(({ states }) => states[name]));
  const reached = results.map(({ fault, states }) => {
    const told = names.filter((name) => states[name]).map((name) => `${name} ${states[name]?.toLocaleString('en')}`);
    const own = fault.reaches.filter((name) => states[name]);
    return [`\`${fault.name}\``, fault.avoids ? '' : own.join(', ') || '**none**', told.join(', ')];
  });
  const total = results.reduce((sum, { acknowledged }) => sum + acknowledged, 0);
  const found = results.reduce((sum, { violations }) => sum + violations.length, 0);
  const invariants = Object.keys(INVARIANTS);
  return [
    `${total.toLocaleString('en')} acknowledged operations, ${found} violations of ${invariants[0]} to ${invariants.at(-1)}.`,
    ...broken.map((words) => `**Not run to its end: ${words}.**`),
    table(['fault', 'what is done', 'strikes', 'acknowledged', 'length', 'all equal after*', 'violations', 'counts'], runs),
    '\\* From the end of the last fault or from the last acknowledgement, whichever is later: a client that was refused waits up to 10 s before it tries again. Without the viewer behind the narrow line, who gets there when the line has carried what they lack.',
    table(['fault', 'what it is for and was reached', 'all that was counted'], reached),
    names.map((name) => `- **${name}**: ${STATES[name]}`).join('\n'),
  ].join('\n\n');
}

/** The text with the last run put in place of the one before; throws when it has no place for it. `run`: on what and by which command. */
export function filled(text: string, run: string, tables: string): string {
  const [from, to] = [text.indexOf(BEGIN), text.indexOf(END)];
  if (from < 0 || to < from) throw new Error(`the docs have no place for a report: ${BEGIN} … ${END}`);
  return `${text.slice(0, from + BEGIN.length)}\n\n${run}\n\n${tables}\n\n${text.slice(to)}`;
}

/** See `toMarkdown`. */
export function writeReport(results: readonly RunResult[], broken: readonly string[]): void {
  writeFileSync(DOCS, filled(readFileSync(DOCS, 'utf8'), runOf(results), toMarkdown(results, broken)));
}

function runOf(results: readonly RunResult[]): string {
  const [first] = results;
  const day = new Date().toISOString().slice(0, 10);
  const command = `npm run chaos -- --seed ${first?.seed} --operations ${first?.operations}`;
  return `Run ${day} by \`${command}\` on ${machine()}, ${redisVersion()}, ${postgresVersion()}.`;
}

/** The version that a program says when it is asked. */
const versionOf = (program: string, argv0: string): string =>
  /\d+(\.\d+)+/.exec(spawnSync(program, ['--version'], { argv0, encoding: 'utf8' }).stdout)?.[0] ?? 'unknown';
// Debian's tool of another name is the server when it is called so.
const redisVersion = () => `Redis ${versionOf(redisServer(), 'redis-server')}`;
const postgresVersion = () => `Postgres ${versionOf(join(postgresPrograms(), 'postgres'), 'postgres')}`;
