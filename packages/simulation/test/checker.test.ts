/** The checker itself: a world with a known fault must turn red, or a green one proves nothing. */
import { describe, expect, it } from 'vitest';
import { FAULTS, run } from '../src/index.ts';

/** Seeds tried per fault: some need a rare state first. */
const SEEDS = 200;

async function firstFinding(rule: string, fault: (typeof FAULTS)[number]): Promise<string | undefined> {
  for (let seed = 1; seed <= SEEDS; seed += 1) {
    const { violations } = await run(seed, { doctor: fault.make() });
    const found = violations.find((violation) => violation.rule === rule);
    if (found) return `seed ${seed}: ${found.what}`;
  }
  return undefined;
}

describe('the checker of the simulation', () => {
  for (const fault of FAULTS) {
    it(`SYNC-8 the checker finds ${fault.rule} broken with ${fault.fault}`, async () => {
      expect(await firstFinding(fault.rule, fault)).toMatch(/^seed /);
    }, 120_000);
  }

  it('SYNC-8 a seed gives the same run each time', async () => {
    const [first, second] = [await run(7), await run(7)];
    expect(second.steps).toEqual(first.steps);
    expect(String(second.rare)).toBe(String(first.rare));
  });
});
