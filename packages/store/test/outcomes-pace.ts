/** The same for both dialects: how outcomes leave the store. */
import { type Bench, found, guest } from '@parley/engine/contract';
import { OUTCOME_KEPT_MS } from '@parley/protocol';
import { expect } from 'vitest';
import { DROPPED_PER_COMMAND, LOOK_EVERY_COMMANDS } from '../src/commit/old-outcomes.ts';

const ann = guest('ann');
const OLD = 200;

/** `kept` counts the outcomes that the database holds. */
export async function expectOutcomesToLeaveAtPace(t: Bench, kept: () => Promise<number>): Promise<void> {
  await t.commit(...Array.from({ length: OLD }, (_, i) => t.post(ann, `old ${i}`)));
  t.now += OUTCOME_KEPT_MS;
  const edge = t.post(ann, 'at the edge');
  const [first] = (await t.commit(edge)).outcomes;
  expect(await kept()).toBe(OLD + 1);
  t.now += 1;
  // Dropped two for one, the old ones are gone after half as many commands and one look.
  const commands = OLD / DROPPED_PER_COMMAND + LOOK_EVERY_COMMANDS;
  const left: number[] = [];
  for (let n = 1; n <= commands; n += 1) {
    await t.commit(t.post(ann, `new ${n}`));
    const old = (await kept()) - 1 - n;
    left.push(old);
    expect(old).toBeLessThanOrEqual(Math.max(0, OLD - DROPPED_PER_COMMAND * (n + 1 - LOOK_EVERY_COMMANDS)));
    // The edge's own command counts too.
    expect(old).toBeGreaterThanOrEqual(Math.max(0, OLD - DROPPED_PER_COMMAND * (n + 1)));
  }
  expect(left.filter((old, i) => old !== (left[i - 1] ?? OLD)).length).toBeGreaterThan(1);
  expect(left.at(-1)).toBe(0);
  // Still known: asked again within its time it is not done again.
  const again = await t.commit(edge);
  expect(again.outcomes).toEqual([found(first)]);
  expect(again.rows.content).toEqual([]);
  expect(await kept()).toBe(commands + 1);
}
