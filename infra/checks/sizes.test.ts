import { describe, expect, it } from 'vitest';
import { sizeFaults } from './sizes.ts';
import { type SourceFile, scripts } from './sources.ts';

const file = (lines: number): SourceFile => ({ path: `of-${lines}.ts`, text: '\n'.repeat(lines) });
const times = (count: number, lines: number) => Array.from({ length: count }, () => file(lines));

describe('sizes', () => {
  it('TREE-8 files are small', () => {
    expect(sizeFaults(scripts())).toEqual([]);
  });

  it('TREE-8 turns red for one huge file, a heavy tenth, a heavy middle', () => {
    expect(sizeFaults([...times(10, 80), file(400)])).toEqual([]);
    expect(sizeFaults([...times(10, 80), file(401)])).toEqual(['of-401.ts: 401 lines, at most 400']);
    expect(sizeFaults([...times(8, 10), ...times(2, 251)])).toEqual(['nine in ten within 251 lines, at most 250']);
    expect(sizeFaults(times(10, 81))).toEqual(['median of 81 lines, at most 80']);
  });
});
