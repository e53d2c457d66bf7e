import { expect, it } from 'vitest';
import { fakeClock } from '../memory/index.ts';
import { Pacing } from './pacing.ts';

/** Frames each room gets in so many seconds when all of them always have something to send. */
async function framesOf(recipients: readonly number[], costMs: number, seconds = 20) {
  const clock = fakeClock();
  const pacing = new Pacing(clock);
  for (let i = 0; i < 60; i += 1) pacing.learn(1_000, 1_000 * costMs);
  const frames = recipients.map(() => 0);
  const isOver = () => clock.steady() >= seconds * 1_000;
  const room = async (at: number): Promise<void> => {
    for (let last = Number.NEGATIVE_INFINITY; !isOver(); ) {
      await pacing.turn(last, recipients[at] ?? 0)?.over;
      last = clock.steady();
      frames[at] = (frames[at] ?? 0) + 1;
    }
  };
  void recipients.map((_, at) => room(at));
  await clock.advance(seconds * 1_000 + 1_000);
  return frames.map((count) => count / seconds);
}

it('FAN-3 frames per second follow from recipients and cost, within 1 and 20', async () => {
  expect((await framesOf([10], 0.02))[0]).toBeCloseTo(20, 0);
  expect((await framesOf([1_000], 0.01))[0]).toBeCloseTo(10, 0);
  expect((await framesOf([1_000], 0.02))[0]).toBeCloseTo(5, 0);
  expect((await framesOf([100_000], 0.04))[0]).toBeCloseTo(1, 0);
});

it('FAN-3 busy rooms share one budget, and viewers of each see as many frames', async () => {
  for (const rate of await framesOf([1_000, 1_000], 0.01)) expect(rate).toBeCloseTo(5, 0);
  // 1,900 deliveries of a turn of all three at 10 µs: 19 ms, of a tenth of a core 190 ms.
  for (const rate of await framesOf([1_500, 390, 10], 0.01)) expect(rate).toBeCloseTo(5.26, 0);
  // Fifty small rooms cost less than the budget.
  for (const rate of await framesOf(Array(50).fill(5), 0.01)) expect(rate).toBeCloseTo(20, 0);
});

it('FAN-3 no busy room waits longer than a second for its frame, whatever the others cost', async () => {
  for (const rate of await framesOf(Array(20).fill(5_000), 0.02)) expect(rate).toBeCloseTo(1, 0);
});

it('FAN-3 a room that leaves the line does not hold up the next', async () => {
  const clock = fakeClock();
  const pacing = new Pacing(clock);
  expect(pacing.turn(Number.NEGATIVE_INFINITY, 10)).toBeUndefined();
  const [first, second] = [pacing.turn(0, 10), pacing.turn(0, 10)];
  first?.cut();
  await first?.over;
  let isOver = false;
  void second?.over.then(() => {
    isOver = true;
  });
  await clock.advance(49);
  expect(isOver).toBe(false);
  await clock.advance(1);
  expect(isOver).toBe(true);
  expect(clock.waiting()).toBe(0);
});
