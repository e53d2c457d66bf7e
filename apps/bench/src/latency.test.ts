import { describe, expect, it } from 'vitest';
import { waitsOf } from './latency.ts';

const WRITES = [
  { mark: 1, at: 100 },
  { mark: 2, at: 200 },
  { mark: 3, at: 300 },
];

describe('how long a change takes to a viewer', () => {
  it('BENCH-2 a frame stands for all changes up to its mark', () => {
    const { waits, missing } = waitsOf([{ arrivals: [1, 110, 3, 350] }], WRITES, false);
    expect(missing).toBe(0);
    expect([waits.percentile(0.3), waits.percentile(0.6), waits.max]).toEqual([10, 50, 150]);
  });

  it('BENCH-2 where each change is a message of its own, one that never came is counted', () => {
    const { waits, missing } = waitsOf([{ arrivals: [1, 110, 3, 350] }], WRITES, true);
    expect([waits.count, missing]).toEqual([2, 1]);
  });

  it('BENCH-2 what comes after the last event never came', () => {
    expect(waitsOf([{ arrivals: [2, 210] }, {}], WRITES, false).missing).toBe(1 + 3);
  });

  it('BENCH-2 who was cut off lacks what was written afterwards', () => {
    const { waits, missing } = waitsOf([{ arrivals: [1, 110] }], WRITES, false);
    expect([waits.count, missing]).toEqual([1, 2]);
  });

  it('BENCH-2 an event before the acknowledgement took no time', () => {
    expect(waitsOf([{ arrivals: [1, 90] }], WRITES.slice(0, 1), true).waits.max).toBe(0);
  });
});
