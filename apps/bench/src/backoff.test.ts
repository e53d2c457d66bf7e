import { describe, expect, it } from 'vitest';
import { waitMs } from './backoff.ts';

const many = (attempt: number, windowMs?: number): number[] => Array.from({ length: 2_000 }, () => waitMs(attempt, windowMs));

describe('clients that come back', () => {
  it('BENCH-5 Parley’s spread over the announced window, then over twice of it, never above 30 s', () => {
    const first = many(0, 5_000);
    expect(Math.max(...first)).toBeLessThanOrEqual(5_000);
    expect(Math.max(...first)).toBeGreaterThan(4_500);
    expect(Math.min(...first)).toBeLessThan(500);
    expect(Math.max(...many(1, 5_000))).toBeGreaterThan(9_000);
    expect(Math.max(...many(9, 5_000))).toBeLessThanOrEqual(30_000);
  });

  it('BENCH-5 Socket.IO’s wait a second, give or take half, doubled up to 5 s', () => {
    const first = many(0);
    expect(Math.min(...first)).toBeGreaterThanOrEqual(500);
    expect(Math.max(...first)).toBeLessThanOrEqual(1_500);
    expect(Math.min(...many(1))).toBeGreaterThanOrEqual(1_000);
    expect(Math.max(...many(9))).toBeLessThanOrEqual(5_000);
  });
});
