import { describe, expect, it } from 'vitest';
import { Histogram, histogramOf } from './histogram.ts';

const of = (...times: number[]): Histogram => {
  const histogram = new Histogram();
  for (const ms of times) histogram.add(ms);
  return histogram;
};

describe('times counted in several processes', () => {
  it('BENCH-1 add up to what one process would have counted', () => {
    const [all, left, right] = [of(1, 2, 3, 40, 50), of(1, 40), of(2, 3, 50)];
    const added = histogramOf(left.send(), right.send());
    for (const p of [0.2, 0.5, 0.8, 0.99, 1]) expect(added.percentile(p)).toBe(all.percentile(p));
    expect(added.count).toBe(5);
  });

  it('BENCH-1 give nearest ranks, within a tenth of a millisecond', () => {
    const hundred = of(...Array.from({ length: 100 }, (_, n) => n + 1));
    expect(hundred.percentile(0.5)).toBeCloseTo(50);
    expect(hundred.percentile(0.99)).toBeCloseTo(99);
    expect(hundred.max).toBeCloseTo(100);
    expect(of(0.123).percentile(0.5)).toBeCloseTo(0.1);
    expect(hundred.above(98.5)).toBe(2);
  });

  it('BENCH-1 say nothing of nothing', () => {
    expect(new Histogram().percentile(0.5)).toBeNaN();
  });
});
