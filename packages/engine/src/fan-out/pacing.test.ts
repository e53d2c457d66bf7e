import { expect, it } from 'vitest';
import { fakeClock } from '../memory/index.ts';
import { framesPerSecond, Pacing } from './pacing.ts';

it('FAN-3 frames per second follow from recipients and cost, within 1 and 20', () => {
  expect(framesPerSecond(10, 0.02, 1)).toBe(20);
  expect(framesPerSecond(1_000, 0.01, 1)).toBeCloseTo(10);
  expect(framesPerSecond(1_000, 0.01, 2)).toBeCloseTo(5);
  expect(framesPerSecond(100_000, 0.04, 1)).toBe(1);
  expect(framesPerSecond(0, 0, 0)).toBe(20);
});

it('FAN-3 the measured cost of deliveries sets the pace', () => {
  const pacing = new Pacing(fakeClock());
  pacing.begin();
  for (let i = 0; i < 50; i += 1) pacing.learn(1_000, 20);
  expect(pacing.intervalMs(1_000)).toBeCloseTo(200, 0);
  for (let i = 0; i < 50; i += 1) pacing.learn(1_000, 4);
  expect(pacing.intervalMs(1_000)).toBeCloseTo(50, 0);
});
