import { describe, expect, it } from 'vitest';
import { seeded, zipf } from './chance.ts';

const draws = (seed: number): number[] => {
  const pick = zipf(500, seeded(seed));
  return Array.from({ length: 10_000 }, pick);
};

describe('chance', () => {
  it('BENCH-4 the same seed makes the same storm, another one another', () => {
    expect(draws(7)).toEqual(draws(7));
    expect(draws(7)).not.toEqual(draws(8));
  });

  it('BENCH-4 votes fall as Zipf has it: the first about twice as often as the second, all of them somewhere', () => {
    const counts = new Map<number, number>();
    for (const one of draws(7)) counts.set(one, (counts.get(one) ?? 0) + 1);
    const ratio = (counts.get(0) ?? 0) / (counts.get(1) ?? 1);
    expect(ratio).toBeGreaterThan(1.7);
    expect(ratio).toBeLessThan(2.3);
    expect(Math.min(...counts.keys())).toBe(0);
    expect(Math.max(...counts.keys())).toBeLessThan(500);
    expect(counts.size).toBeGreaterThan(400);
  });
});
