/**
 * 400 seeds of 100 steps, the known ones first; `PARLEY_SEEDS=20000` runs more. One seed alone, with its steps:
 * `PARLEY_SEED=17 npx vitest run packages/simulation/test/simulation.test.ts`
 */
import { readFileSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { type RareState, RareStates, type RunResult, run, STEPS } from '../src/index.ts';

/** Some twenty seconds of one core. */
const SEEDS = Number(process.env.PARLEY_SEEDS ?? 400);
const CHUNK = 100;
const only = process.env.PARLEY_SEED;

const known: readonly { seed: number; found: string }[] = JSON.parse(
  readFileSync(new URL('../regressions/seeds.json', import.meta.url), 'utf8'),
);

const rare = new RareStates();
const broken = new Set<string>();
let steps = 0;

const report = ({ seed, violations }: RunResult): string =>
  [
    `seed ${seed}; again: PARLEY_SEED=${seed} npx vitest run packages/simulation/test/simulation.test.ts`,
    ...violations.slice(0, 5).map(({ rule, what }) => `  ${rule}: ${what}`),
  ].join('\n');

/** Runs seeds; returns what is to be said of those that failed. */
async function runAll(seeds: Iterable<number>): Promise<string[]> {
  const failed: string[] = [];
  for (const seed of seeds) {
    const result = await run(seed);
    rare.add(result.rare);
    steps += result.steps.length;
    for (const { rule } of result.violations) broken.add(rule);
    if (result.violations.length > 0) failed.push(report(result));
  }
  return failed;
}

function* range(from: number, to: number): Generator<number> {
  for (let seed = from; seed <= to; seed += 1) yield seed;
}

function oneSeed(seed: number): void {
  it(`SYNC-8 seed ${seed}`, async () => {
    const result = await run(seed);
    console.log(result.steps.join('\n'));
    expect(result.violations).toEqual([]);
  }, 60_000);
}

function allSeeds(): void {
  it('SYNC-8 seeds that once found something find nothing', async () => {
    expect(await runAll(known.map(({ seed }) => seed))).toEqual([]);
  }, 120_000);

  for (let from = 1; from <= SEEDS; from += CHUNK) {
    it(`SYNC-8 all end with the store’s rows, seeds ${from} to ${from + CHUNK - 1}`, async () => {
      expect(await runAll(range(from, from + CHUNK - 1))).toEqual([]);
    }, 120_000);
  }

  it('SYNC-8 every rare state was reached, in enough steps', () => {
    expect(rare.never()).toEqual([]);
    expect(steps).toBeGreaterThanOrEqual(SEEDS * STEPS);
  });

  /** A rule is proven by states having been met many times without the rule once broken. */
  function proven(rule: string, ...states: readonly RareState[]): void {
    expect(broken.has(rule)).toBe(false);
    for (const state of states) expect([state, rare.count(state) > 10]).toEqual([state, true]);
  }

  it('SYNC-4 frames chain on every line', () => proven('SYNC-4', 'frame-merged', 'slow-connection-skipped'));
  it('SYNC-5 answers come before the frames of their commits', () => proven('SYNC-5', 'gap-healed-on-server'));
  it('SYNC-6 what the bus loses or delays is healed', () =>
    proven('SYNC-8', 'bus-message-lost', 'bus-message-overtaken', 'gap-healed-on-server'));
  it('SYNC-9 clients that meet a gap or another history come back by themselves', () =>
    proven('SYNC-9', 'gap-on-client', 'other-epoch-on-client'));
  it('HEAD-1 the last message may be lost, and nobody is behind 10 s later', () => proven('HEAD-1', 'last-word-lost'));
  it('HEAD-2 behind a line that is not whole nobody is behind 10 s after the storm', () =>
    proven('HEAD-2', 'line-not-mended-after-the-storm', 'heads-asked'));
  it('HEAD-3 lines fall mute and are begun anew', () => proven('SYNC-8', 'line-mute', 'mute-line-renewed'));
  it('HEAD-4 servers fall silent, and nobody is behind 10 s after the storm', () =>
    proven('HEAD-4', 'server-frozen', 'crash-between-commit-and-publish'));
  it('SYNC-8 servers stand still, lines break, and all is seen in the end', () =>
    proven('SYNC-8', 'server-frozen', 'line-broken'));
  it('BUS-4 a head that is told alone is enough', () => proven('SYNC-8', 'head-told-alone'));
  it('DRAIN-1 what a server that drains has acknowledged stands, and its clients go on elsewhere', () =>
    proven('POST-1', 'server-drained', 'client-moved'));
  it('DRAIN-3 a server that drains ends within 10 s', () => proven('DRAIN-3', 'server-drained'));
  it('SYNC-11 an older database is restored, and nothing stands that it does not hold', () =>
    proven('SYNC-8', 'older-database-restored', 'reset-of-client'));
  it('ROOM-5 doubled messages and repeated rows change nothing', () =>
    proven('SYNC-8', 'bus-message-doubled', 'page-overlaps-window'));
  it('ROOM-6 positions of earlier epochs are carried over', () =>
    proven('SYNC-8', 'epoch-carried-over', 'store-opened-anew-below-servers'));
  it('FAN-2 merged frames lose nothing', () => proven('SYNC-8', 'frame-merged'));
  it('FAN-5 slow connections are skipped and brought back', () => proven('SYNC-8', 'slow-connection-skipped'));
  it('WIN-2 pages and frames that cross end as one list', () => proven('SYNC-8', 'page-overlaps-window'));
  it('WIN-5 what rises into a list by votes is fetched', () => proven('SYNC-8', 'best-ranking-fetched'));
  it('WIN-6 windows are read again after a reset', () => proven('SYNC-8', 'reset-of-client', 'reset-with-windows-read-again'));
  it('POST-1 what was acknowledged is stored', () =>
    proven('POST-1', 'server-killed-in-a-commit', 'crash-after-commit-resolved'));
  it('POST-2 a command that is sent again is done once', () =>
    proven('POST-2', 'known-id-retried', 'crash-after-commit-resolved'));
  it('EDIT-2 no stale edit is done', () => proven('EDIT-2', 'edited-elsewhere'));
  it('EDIT-3 no edit is lost', () => proven('EDIT-3', 'crash-after-commit-resolved'));
  it('DEL-6 no deleted text is sent', () => proven('DEL-6', 'catch-up-of-client', 'reset-of-client'));
  it('VOTE-1 tallies are the sums of the votes that were acknowledged', () => proven('VOTE-1', 'known-id-retried'));
  it('MINE-3 everybody sees their own votes counted once', () => proven('MINE-3', 'catch-up-of-client', 'bus-message-lost'));
  it('OUT-2 what had no answer is sent again until it has', () =>
    proven('OUT-2', 'answer-lost-on-the-way', 'half-open-line', 'server-killed'));
  it('OUT-3 no text is lost', () => proven('OUT-3', 'refused-text-kept', 'slow-down-met'));
  it('OUT-6 the vote wanted last stands', () => proven('OUT-6', 'answer-lost-on-the-way'));
  it('OUT-9 a closed tab’s commands are taken over', () => proven('OUT-2', 'other-tab-took-over'));
  it('HTTP-7 the live stream goes on from the server’s page', () => proven('SYNC-8', 'server-page-continued'));

  afterAll(() => console.log(`${steps} steps; ${rare}`));
}

describe('a world in which everything goes wrong', () => {
  if (only === undefined) allSeeds();
  else oneSeed(Number(only));
});
