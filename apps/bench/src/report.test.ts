import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { filled, PAGES, pagesWith } from './report.ts';
import { ROWS } from './rows/index.ts';

const LINE = { row: 'a', what: 'b', value: '1', reach: '≥ 1', reached: true };
const DOC = 'Before.\n<!-- measured: one -->\nold\n<!-- end: one -->\nAfter.\n<!-- measured: two -->\n<!-- end: two -->\n';

describe('measured tables in the docs', () => {
  it('BENCH-3 a table is replaced in its own place, and what stands around it stays', () => {
    const text = filled(DOC, 'one', [LINE], 'Measured today.');
    expect(text).not.toContain('old');
    expect(text).toMatch(
      /^Before\.\n<!-- measured: one -->\n\n\| row [\s\S]*\| a \| b \| 1 \|[\s\S]*Measured today\.\n\n<!-- end: one -->\nAfter\./,
    );
    expect(text.slice(text.indexOf('After.'))).toBe(DOC.slice(DOC.indexOf('After.')));
    expect(filled(text, 'one', [LINE], 'Measured today.')).toBe(text);
  });

  it('BENCH-3 a row without a place is refused', () => {
    expect(() => filled(DOC, 'three', [LINE], '')).toThrow('no place for the row three');
  });

  it('BENCH-3 a row is written on each page that has a place for it, and only there', () => {
    const pages = [
      { path: 'a', text: DOC },
      { path: 'b', text: 'Nothing.\n' },
      { path: 'c', text: DOC.slice(DOC.indexOf('<!-- measured: two')) },
    ];
    expect(pagesWith(pages, 'one', [LINE], '').map(({ path }) => path)).toEqual(['a']);
    expect(pagesWith(pages, 'two', [LINE], '').map(({ path }) => path)).toEqual(['a', 'c']);
    expect(() => pagesWith(pages, 'three', [LINE], '')).toThrow('no place for the row three');
  });

  it('BENCH-3 every place of the docs is that of a row', () => {
    const places = PAGES.flatMap((path) => [...readFileSync(path, 'utf8').matchAll(/^<!-- measured: (\S+) -->$/gm)]);
    const names = ROWS.map(({ name }) => name);
    expect(places.map(([, row]) => row).filter((row = '') => !names.includes(row))).toEqual([]);
  });

  it('BENCH-3 the docs have a place for every row', () => {
    const docs = readFileSync(new URL('../../site/docs/benchmarks.md', import.meta.url), 'utf8');
    for (const { name } of ROWS) expect(filled(docs, name, [LINE], 'Measured today.')).toContain('Measured today.');
  });
});
