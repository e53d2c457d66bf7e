import { expect, it } from 'vitest';
import { fakeClock } from '../memory/index.ts';
import { Checkpoints, storeCheckpoint } from './checkpoints.ts';

it('SYNC-7 resumes are rounded down to checkpoints laid once a second, never below the floor', () => {
  const clock = fakeClock();
  const checkpoints = new Checkpoints(clock);
  for (let cursor = 100; cursor < 130; cursor += 1) {
    checkpoints.lay(cursor);
    clock.spend(100);
  }
  expect([129, 120, 119, 111, 110, 105].map((rev) => checkpoints.roundDown(rev, 100))).toEqual([120, 120, 110, 110, 110, 100]);
  expect(checkpoints.roundDown(99, 90)).toBe(99);
  expect(checkpoints.roundDown(115, 112)).toBe(115);
  expect([0, 63, 64, 130].map(storeCheckpoint)).toEqual([0, 0, 64, 128]);
});
