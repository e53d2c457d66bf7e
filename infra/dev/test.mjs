/** `npm test`: everything, from an empty clone; the closing line counts what ran. */
import './lib/require-node.mjs';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { install } from './install.mjs';
import { build } from './lib/build.mjs';
import { artifact, root, tool } from './lib/paths.mjs';
import { playwrightCounts } from './lib/playwright-counts.mjs';
import { unprovenRules } from './lib/rules.mjs';
import { runNode } from './lib/run.mjs';
import { closingLine, isSuite, suiteFaults } from './lib/suites.mjs';
import { systemParts } from './lib/system-parts.mjs';
import { treeFiles } from './lib/tree.mjs';

/** @type {string[]} */
const faults = [];

/**
 * @param {string} title
 * @param {() => Promise<void | { code: number }>} work an exit code other than 0 is a fault, but the next stage still runs
 */
async function stage(title, work) {
  const since = performance.now();
  console.log(`\n── ${title}`);
  const code = (await work())?.code ?? 0;
  if (code !== 0) faults.push(`${title} ended with code ${code}`);
  console.log(`── ${title}: ${code === 0 ? 'done' : 'FAILED'} in ${((performance.now() - since) / 1000).toFixed(1)} s`);
}

/** @param {string} file */
function readCounts(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

const vitestCounts = artifact('vitest.json');
const playwrightReport = artifact('playwright.json');
for (const old of [vitestCounts, playwrightReport]) rmSync(old, { force: true });

await stage('install', install);
await stage('system parts', systemParts);
await stage('build', build);
await stage('types', () => runNode(tool('typescript/bin/tsc'), ['-p', 'tsconfig.tests.json']));
await stage('lint', () => runNode(tool('@biomejs/biome/bin/biome'), ['check', '.']));
await stage('unit, contract, simulation and tree tests', () =>
  runNode(tool('vitest/vitest.mjs'), ['run', '--reporter=dot', '--reporter=./infra/dev/lib/vitest-reporter.mjs']),
);
await stage('tests in a browser against running servers', () =>
  runNode(tool('playwright/cli.js'), ['test', '-c', 'e2e/playwright.config.ts']),
);

const ran = [...(readCounts(vitestCounts) ?? []), ...playwrightCounts(readCounts(playwrightReport) ?? {}, 'e2e/tests')];
console.log('\n── suites that ran');
for (const suite of ran) console.log(`${suite.project.padEnd(12)} ${String(suite.passed).padStart(4)} passed  ${suite.file}`);

faults.push(...suiteFaults(treeFiles().filter(isSuite), ran));
const spec = readFileSync(join(root, 'packages/protocol/SPEC.md'), 'utf8');
faults.push(...unprovenRules(spec, ran).map((rule) => `no passed test names the rule ${rule}`));
for (const fault of faults) console.log(`FAULT ${fault}`);
console.log(`\n${closingLine(ran)}`);
process.exitCode = faults.length === 0 ? 0 : 1;
