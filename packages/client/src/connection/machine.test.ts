import { describe, expect, it } from 'vitest';
import { waitMs } from './backoff.ts';
import { hasLine, type Input, next, type Phase } from './machine.ts';
import { statusOf } from './status.ts';

const walk = (...inputs: Input[]) => inputs.reduce<Phase>((phase, input) => next(phase, input) ?? phase, 'idle');

describe('the connection machine', () => {
  it('CONN-1 goes from idle to live and back through named states', () => {
    expect(walk('connect')).toBe('connecting');
    expect(walk('connect', 'opened')).toBe('joining');
    expect(walk('connect', 'opened', 'welcomed')).toBe('live');
    expect(walk('connect', 'opened', 'reset')).toBe('catching-up');
    expect(walk('connect', 'opened', 'reset', 'caught-up')).toBe('live');
    expect(walk('connect', 'opened', 'welcomed', 'lost')).toBe('waiting');
    expect(walk('connect', 'opened', 'welcomed', 'fell-behind', 'wait-over')).toBe('connecting');
    expect(walk('connect', 'network-lost')).toBe('offline');
    expect(walk('connect', 'network-lost', 'network-back')).toBe('connecting');
    expect(walk('connect', 'opened', 'refuse')).toBe('refused');
    expect(walk('connect', 'close', 'connect')).toBe('connecting');
  });

  it('CONN-1 ignores what means nothing in a state', () => {
    expect(next('idle', 'welcomed')).toBeUndefined();
    expect(next('closed', 'network-back')).toBeUndefined();
    expect(next('waiting', 'opened')).toBeUndefined();
    expect(next('refused', 'wait-over')).toBeUndefined();
  });

  it('CONN-1 keeps a line exactly while it is used', () => {
    const phases: Phase[] = ['idle', 'offline', 'waiting', 'connecting', 'joining', 'catching-up', 'live', 'refused', 'closed'];
    expect(phases.filter(hasLine)).toEqual(['connecting', 'joining', 'catching-up', 'live']);
  });

  it('CONN-1 the public status follows from the state', () => {
    expect(statusOf('connecting', false)).toBe('connecting');
    expect(statusOf('joining', true)).toBe('reconnecting');
    expect(statusOf('waiting', false)).toBe('reconnecting');
    expect(statusOf('catching-up', true)).toBe('reconnecting');
    expect(statusOf('live', true)).toBe('live');
    expect(statusOf('offline', true)).toBe('offline');
    expect(statusOf('refused', true)).toBe('refused');
  });

  it('CONN-2 the first wait lies in the announced window, later ones grow to 8 s or that window, and to 30 s after a minute', () => {
    expect([0, 0.5, 0.999].map((chance) => waitMs(0, 4_000, chance))).toEqual([0, 2_000, 3_996]);
    expect([1, 2, 3, 14].map((attempt) => waitMs(attempt, 1_000, 0.5))).toEqual([1_000, 2_000, 4_000, 4_000]);
    expect([1, 14].map((attempt) => waitMs(attempt, 12_000, 0.5))).toEqual([6_000, 6_000]);
    expect([15, 40].map((attempt) => waitMs(attempt, 1_000, 0.5))).toEqual([15_000, 15_000]);
    expect([0, 40].map((attempt) => waitMs(attempt, 90_000, 0.5))).toEqual([15_000, 15_000]);
  });
});
