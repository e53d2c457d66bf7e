/** What `npm run chaos` is told. */
import { FAULT_NAMES } from './faults/index.ts';

export interface ChaosOptions {
  readonly faults: readonly string[];
  /** Acknowledged operations that each fault must see. */
  readonly operations: number;
  readonly seed: number;
  /** Writes the docs. */
  readonly report: boolean;
}

const OPERATIONS = 10_000;
/** For trying the runs themselves. */
const SHORT_OPERATIONS = 300;

export const USAGE = [
  'usage: npm run chaos -- [--fault A,B] [--operations N] [--seed N] [--short] [--report]',
  `faults: ${FAULT_NAMES.join(', ')}`,
].join('\n');

/** The options, or what is wrong with them. `chance` makes a seed when none is given. */
export function readOptions(args: readonly string[], chance: () => number): ChaosOptions | { readonly fault: string } {
  const given = new Map<string, string>();
  for (let at = 0; at < args.length; at += 1) {
    const name = args[at] as string;
    if (name === '--short' || name === '--report') given.set(name, '');
    else if (['--fault', '--operations', '--seed'].includes(name) && args[at + 1] !== undefined) {
      at += 1;
      given.set(name, args[at] as string);
    } else return { fault: `No such option: ${name}\n${USAGE}` };
  }
  const faults = given.get('--fault')?.split(',') ?? FAULT_NAMES;
  const strange = faults.filter((name) => !FAULT_NAMES.includes(name));
  if (strange.length > 0) return { fault: `No such fault: ${strange.join(', ')}\n${USAGE}` };
  const isShort = given.has('--short');
  const operations = Number(given.get('--operations') ?? (isShort ? SHORT_OPERATIONS : OPERATIONS));
  const seed = Number(given.get('--seed') ?? Math.floor(chance() * 1_000_000));
  if (!Number.isSafeInteger(operations) || operations < 1 || !Number.isSafeInteger(seed) || seed < 0)
    return { fault: `Operations and seed are whole numbers.\n${USAGE}` };
  const report = given.has('--report');
  if (report && (isShort || operations < OPERATIONS || given.has('--fault')))
    return { fault: `Only the whole run is reported.\n${USAGE}` };
  return { faults, operations, seed, report };
}
