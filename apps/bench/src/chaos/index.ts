/** `npm run chaos`: breaks things on purpose, one kind of fault after the other, and tells what held. */
import { mkdirSync } from 'node:fs';
import { newFault } from './faults/index.ts';
import { readOptions } from './options.ts';
import { type RunResult, runFault } from './run-fault.ts';

const fail = (message: string): never => {
  process.stderr.write(`${message}\n`);
  process.exit(1);
};

const options = readOptions(process.argv.slice(2), Math.random);
if ('fault' in options) fail(options.fault);
else {
  mkdirSync('artifacts/chaos', { recursive: true });
  const results: RunResult[] = [];
  const logs = process.env.CHAOS_LOG === '1' ? { onLog: (text: string) => void process.stderr.write(text) } : {};
  for (const name of options.faults) {
    const fault = newFault(name);
    if (!fault) continue;
    const { operations, seed } = options;
    process.stdout.write(`${name}, seed ${seed} …\n`);
    const result = await runFault({ fault, operations, seed, file: `artifacts/chaos/${name}.jsonl`, ...logs });
    results.push(result);
    const { acknowledged, strikes, seconds, settledMs, violations, states } = result;
    process.stdout.write(
      `  ${acknowledged} acknowledged, ${strikes} strikes, ${seconds} s, settled in ${settledMs ?? 'never'} ms\n`,
    );
    process.stdout.write(`  ${JSON.stringify(states)}\n`);
    for (const { invariant, what } of violations) process.stdout.write(`  VIOLATION ${invariant} ${what.slice(0, 400)}\n`);
  }
  process.exit(results.every(({ violations }) => violations.length === 0) ? 0 : 1);
}
