import { describe, expect, it } from 'vitest';
import type { Epoch } from './ids.ts';
import { place } from './position.ts';

const epoch = 'a' as Epoch;

describe('place', () => {
  it('ROOM-4 tells what a range means at a cursor', () => {
    const cursor = { epoch, rev: 5 };
    expect(place(cursor, { epoch, from: 5, to: 6 })).toBe('apply');
    expect(place(cursor, { epoch, from: 3, to: 6 })).toBe('apply');
    expect(place(cursor, { epoch, from: 3, to: 5 })).toBe('drop');
    expect(place(cursor, { epoch, from: 6, to: 7 })).toBe('gap');
    expect(place(cursor, { epoch: 'b' as Epoch, from: 5, to: 6 })).toBe('other-epoch');
  });
});
