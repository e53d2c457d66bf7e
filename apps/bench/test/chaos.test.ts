import { readFileSync } from 'node:fs';
import type { Faults } from '@parley/topology';
import { describe, expect, it } from 'vitest';
import type { Fault, Scene } from '../src/chaos/faults/fault.ts';
import { FAULT_NAMES, faultNamed } from '../src/chaos/faults/index.ts';
import { KEYS_MARK } from '../src/chaos/history/lines.ts';
import { readHistory } from '../src/chaos/history/read-history.ts';
import { readOptions } from '../src/chaos/options.ts';
import { filled, toMarkdown } from '../src/chaos/report.ts';
import { runFault } from '../src/chaos/run-fault.ts';
import { statesOf } from '../src/chaos/states.ts';
import { faultsOf, latenessOf } from '../src/chaos/verdict.ts';
import { idOf, SampleRun } from './sample-history.ts';

const faultOf = (name: string): Fault => {
  const fault = faultNamed(name);
  if (!fault) throw new Error(`There is no fault ${name}.`);
  return fault;
};

/** One of each kind: a process, Redis, Postgres, a network. The whole set with ten thousand operations each is `npm run chaos`. */
const SHORT = [
  { name: 'kill', strikes: 3 },
  { name: 'redis-restart', strikes: 3 },
  { name: 'postgres-restore', strikes: 2 },
  { name: 'client-network', strikes: 8 },
];

describe('a short run of faults', () => {
  it.each(SHORT)('CHAOS-4 $name: nothing is lost, and what the fault is for came about', async ({ name, strikes }) => {
    const result = await runFault({ fault: faultOf(name), operations: 200, seed: 20, people: 3, calmMs: 800, strikes });
    expect(faultsOf(result)).toEqual([]);
  });
});

describe('the verdict', () => {
  const enough = { operations: 10, acknowledged: 10, strikes: 3, strikesLeast: 3, violations: [] };
  const good = { ...enough, fault: faultOf('kill'), states: { 'lines-lost': 1, 'catch-ups': 1 } };

  it('CHAOS-4 a run that lacks one of its states, or did too little, proves nothing', () => {
    expect(faultsOf(good)).toEqual([]);
    expect(faultsOf({ ...good, states: { 'lines-lost': 1, 'catch-ups': 0, 'head-queries': 5 } })).toEqual([
      expect.stringContaining('not reached: catch-ups'),
    ]);
    expect(faultsOf({ ...good, acknowledged: 9 })).toHaveLength(1);
    expect(faultsOf({ ...good, strikes: 2 })).toEqual(['it struck 2 times of 3']);
    expect(faultsOf({ ...good, violations: [{ invariant: 'I1', what: 'lost' }] })).toEqual(['I1 lost']);
  });

  it('CHAOS-4 a run without a fault that reaches a state of one spoils the proof', () => {
    const calm = { ...enough, fault: faultOf('calm') };
    expect(faultsOf({ ...calm, states: { 'slow-skips': 3 } })).toEqual([]);
    for (const name of FAULT_NAMES.filter((other) => other !== 'calm')) {
      const { reaches } = faultOf(name);
      expect(reaches).not.toEqual([]);
      for (const state of reaches) expect(faultsOf({ ...calm, states: { [state]: 1 } })).toHaveLength(1);
    }
  });

  it('CHAOS-4 a whole run counts only when all were equal within 10 s', () => {
    expect(latenessOf({ settledMs: 10_000 })).toEqual([]);
    expect(latenessOf({ settledMs: 10_001 })).toHaveLength(1);
    expect(latenessOf({ settledMs: undefined })).toHaveLength(1);
  });
});

describe('states', () => {
  it('CHAOS-4 what befalls the viewers whose lines are broken in every run is no state of a fault', () => {
    const lines = (who: string) => readHistory(`{"kind":"hello","at":1,"who":"${who}","line":2,"server":"a","resume":null}`);
    expect(statesOf(lines('viewer-hidden'))).toMatchObject({ 'lines-lost': 0 });
    expect(statesOf(lines('viewer-newest'))).toMatchObject({ 'lines-lost': 1 });
  });

  it('CHAOS-4 names that stand in Redis were made anew only when it had forgotten what nobody makes', () => {
    const keys = (after: readonly string[]) =>
      statesOf([{ kind: 'keys', at: 1, before: [KEYS_MARK, 'a', 'b'], after: [...after] }])['keys-made-anew'];
    expect(keys(['a', 'b', 'c'])).toBe(2);
    expect(keys(['c'])).toBe(0);
    expect(keys([KEYS_MARK, 'a', 'b'])).toBe(0);
  });

  it('CHAOS-4 only what the database lacks in the end was undone by the return of a copy', () => {
    const undone = (isBack: boolean) => {
      const run = new SampleRun();
      run.enter('writer-1');
      run.ask('writer-1', { kind: 'post-comment', n: 1 });
      run.add({ kind: 'copied' });
      run.ask('writer-1', { kind: 'post-comment', n: 2 });
      run.ask('writer-1', { kind: 'cast-vote', n: 1, value: 1 });
      run.add({ kind: 'restored' });
      if (isBack) run.content.delete(idOf(2));
      return statesOf(run.end())['acks-undone'];
    };
    expect(undone(true)).toBe(1);
    expect(undone(false)).toBe(0);
  });
});

describe('the report', () => {
  const run = {
    operations: 10,
    acknowledged: 10,
    seed: 7,
    strikes: 3,
    strikesLeast: 3,
    seconds: 5,
    settledMs: 1_234,
    violations: [],
  };
  const results = [
    { ...run, fault: faultOf('calm'), states: { 'slow-skips': 2 } },
    { ...run, fault: faultOf('kill'), states: { 'lines-lost': 1_000, 'catch-ups': 2 } },
    { ...run, fault: faultOf('redis-cut'), states: {}, settledMs: undefined },
  ];

  it('CHAOS-4 says of each run what was done and reached and whether it counts, and names what did not come to its end', () => {
    const text = toMarkdown(results, ['freeze: no memory']);
    expect(text).toContain('30 acknowledged operations, 0 violations of I1 to I11.');
    expect(text).toContain('**Not run to its end: freeze: no memory.**');
    expect(text).toMatch(/\| `kill` \| An instance is killed [^|]*\| 3 \| 10 \| 5 s \| 1\.2 s \| 0 \| yes \|/);
    expect(text).toMatch(/\| `redis-cut` \|[^\n]* never \| 0 \| \*\*no\*\* \|/);
    expect(text).toContain('| `kill` | lines-lost, catch-ups | lines-lost 1,000, catch-ups 2 |');
    expect(text).toContain('- **slow-skips**: ');
    expect(text).not.toContain('- **resets**: ');
  });

  it('CHAOS-4 takes the place of the one before, and the docs have it', () => {
    const docs = readFileSync(new URL('../../site/docs/chaos.md', import.meta.url), 'utf8');
    const once = filled(docs, 'Run today.', 'tables');
    expect(once).toContain('Run today.\n\ntables');
    expect(filled(once, 'Run today.', 'tables')).toBe(once);
    expect(filled(once, 'Run later.', 'tables')).not.toContain('Run today.');
    expect(() => filled('no place', '', '')).toThrow('no place for a report');
  });
});

describe('what is broken', () => {
  it.each(['client-network', 'redis-network', 'postgres-network'])(
    'CHAOS-4 %s: every kind of trouble comes once before a run may end',
    async (name) => {
      const fault = faultOf(name);
      const told: Faults[] = [];
      let resets = 0;
      const line = { set: (faults: Faults) => void told.push(faults), reset: () => (resets += 1) };
      const place = { name: 'instance-1', clients: line, redis: line, postgres: line };
      const scene = { world: { places: [place] }, anyPlace: () => place, chance: () => 0.5, say: () => undefined };
      for (let count = 1; count <= (fault.kinds ?? 0); count += 1)
        await fault.strike({ ...scene, spell: async () => undefined } as unknown as Scene, count);
      const kinds = new Set(told.flatMap((faults) => Object.keys(faults)));
      expect([...kinds].sort()).toEqual(['blackhole', 'bytesPerSecond', 'delayMs', 'jitterMs', 'refuse']);
      expect(new Set(told.map(({ blackhole }) => blackhole))).toEqual(new Set([undefined, 'both', 'to-server', 'to-client']));
      expect(resets).toBe(2);
      expect(told.at(-1)).toEqual({});
    },
  );
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
