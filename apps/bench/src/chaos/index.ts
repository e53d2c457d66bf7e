/**
 * `npm run chaos`: breaks things on purpose, one kind of fault after the other, and tells what held. History and log of each run stay
 * in `artifacts/chaos`.
 */
import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { faultNamed } from './faults/index.ts';
import { readOptions } from './options.ts';
import { writeReport } from './report.ts';
import { type RunResult, runFault } from './run-fault.ts';
import { faultsOf, latenessOf } from './verdict.ts';

/** Characters of a finding that are shown. */
const WHY_MAX = 400;

const fail = (message: string): never => {
  process.stderr.write(`${message}\n`);
  process.exit(1);
};

const options = readOptions(process.argv.slice(2), Math.random);
if ('fault' in options) fail(options.fault);
else {
  const folder = 'artifacts/chaos';
  mkdirSync(folder, { recursive: true });
  const results: RunResult[] = [];
  const broken: string[] = [];
  let isGood = true;
  let running = '';
  const breakOff = (error: unknown) => {
    isGood = false;
    broken.push(`${running}: ${error instanceof Error ? error.message : String(error)}`);
    process.stdout.write(`  FAILED ${error instanceof Error ? error.stack : error}\n`);
  };
  // What a server must never send is thrown where it arrives, far from any caller: the run is broken, the others go on.
  process.on('uncaughtException', breakOff);
  for (const name of options.faults) {
    const fault = faultNamed(name);
    if (!fault) continue;
    running = name;
    const { operations, seed } = options;
    process.stdout.write(`${name}, seed ${seed} …\n`);
    writeFileSync(`${folder}/${name}.log`, '');
    const onLog = (text: string) => appendFileSync(`${folder}/${name}.log`, text);
    try {
      const result = await runFault({ fault, operations, seed, file: `${folder}/${name}.jsonl`, onLog });
      results.push(result);
      const { acknowledged, strikes, seconds, settledMs, states } = result;
      process.stdout.write(
        `  ${acknowledged} acknowledged, ${strikes} strikes, ${seconds} s, settled in ${settledMs ?? 'never'} ms\n`,
      );
      process.stdout.write(`  ${JSON.stringify(states)}\n`);
      const why = [...faultsOf(result), ...latenessOf(result)];
      isGood &&= why.length === 0;
      for (const words of why) process.stdout.write(`  FAILED ${words.slice(0, WHY_MAX)}\n`);
    } catch (error) {
      // The other faults are still worth their time.
      breakOff(error);
    }
  }
  if (options.report) writeReport(results, broken);
  process.exit(isGood ? 0 : 1);
}
