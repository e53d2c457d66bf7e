import { describe, expect, it } from 'vitest';
import type { Fault } from '../src/chaos/faults/fault.ts';
import { FAULT_NAMES, newFault } from '../src/chaos/faults/index.ts';
import { readOptions } from '../src/chaos/options.ts';
import { runFault } from '../src/chaos/run-fault.ts';
import { faultsOf } from '../src/chaos/verdict.ts';

const faultOf = (name: string): Fault => {
  const fault = newFault(name);
  if (!fault) throw new Error(`There is no fault ${name}.`);
  return fault;
};

/** One of each kind: a process, Redis, Postgres, a network. The whole set with ten thousand operations each is `npm run chaos`. */
const SHORT = ['kill', 'redis-restart', 'postgres-restore', 'client-network'];

describe('a short run of faults', () => {
  it.each(SHORT)('CHAOS-4 %s: nothing is lost, and what the fault is for came about', async (name) => {
    const result = await runFault({ fault: faultOf(name), operations: 200, seed: 20, people: 3, calmMs: 800 });
    expect(faultsOf(result)).toEqual([]);
  });
});

describe('the verdict', () => {
  const good = { fault: faultOf('kill'), operations: 10, acknowledged: 10, states: { 'lines-lost': 1 }, violations: [] };

  it('CHAOS-4 a run that reached none of its states, or did too little, proves nothing', () => {
    expect(faultsOf(good)).toEqual([]);
    expect(faultsOf({ ...good, states: { 'lines-lost': 0, 'head-queries': 5 } })).toHaveLength(1);
    expect(faultsOf({ ...good, acknowledged: 9 })).toHaveLength(1);
    expect(faultsOf({ ...good, violations: [{ invariant: 'I1', what: 'lost' }] })).toEqual(['I1 lost']);
  });
});

describe('the options of npm run chaos', () => {
  const read = (...args: string[]) => readOptions(args, () => 0.5);

  it('CHAOS-4 every fault with ten thousand operations, unless it is told otherwise', () => {
    expect(read()).toEqual({ faults: FAULT_NAMES, operations: 10_000, seed: 500_000, report: false });
    expect(read('--fault', 'kill,freeze', '--seed', '7', '--short')).toMatchObject({ faults: ['kill', 'freeze'], seed: 7 });
  });

  it.each([[['--fault', 'flood']], [['--operations', 'many']], [['--seed']], [['--loud']], [['--short', '--report']]])(
    'CHAOS-4 %s is refused with what is possible',
    (args) => {
      expect(read(...args)).toMatchObject({ fault: expect.stringContaining('usage: npm run chaos') });
    },
  );
});
