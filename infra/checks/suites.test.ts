import { describe, expect, it } from 'vitest';
import { playwrightCounts } from '../dev/lib/playwright-counts.mjs';
import { closingLine, isSuite, suiteFaults } from '../dev/lib/suites.mjs';
import { treeFiles } from '../dev/lib/tree.mjs';

const suite = (file: string, passed = 1, failed = 0, skipped = 0, failures: string[] = []) => ({
  file,
  project: 'x',
  passed,
  failed,
  skipped,
  titles: [],
  failures,
});

describe('suites that ran', () => {
  it('TREE-3 a green run has nothing to say', () => {
    expect(suiteFaults(['a.test.ts', 'b.spec.ts'], [suite('a.test.ts', 3), suite('b.spec.ts')])).toEqual([]);
    expect(closingLine([suite('a.test.ts', 3), suite('b.spec.ts')])).toBe('4 passed, 0 failed, 0 skipped');
  });

  it.each([
    ['a suite that did not run', ['a.test.ts', 'b.test.ts'], [suite('a.test.ts')], ['did not run: b.test.ts']],
    ['a suite without a test', ['a.test.ts'], [suite('a.test.ts', 0)], ['holds no test: a.test.ts', 'no test ran']],
    ['a skipped test', ['a.test.ts'], [suite('a.test.ts', 1, 0, 2)], ['skips 2: a.test.ts']],
    ['a failed test', ['a.test.ts'], [suite('a.test.ts', 1, 1, 0, ['X-1: why'])], ['failed: a.test.ts X-1: why', '1 failed']],
    ['no test at all', [], [], ['no test ran']],
  ])('TREE-3 turns red for %s', (_what, tree, ran, faults) => {
    expect(suiteFaults(tree, ran)).toEqual(faults);
  });

  it('TREE-3 knows every suite of the tree by its name', () => {
    expect(treeFiles().filter(isSuite)).toContain('infra/checks/suites.test.ts');
    expect(['a.browser.test.ts', 'a.spec.ts', 'a.contract.ts', 'test.ts'].map(isSuite)).toEqual([true, true, false, false]);
  });

  it("TREE-3 reads Playwright's report, groups included; a second try is a failure", () => {
    const spec = (status: 'expected' | 'unexpected' | 'flaky' | 'skipped') => ({
      title: `TREE-3 ${status}`,
      tests: [{ status, results: status === 'flaky' ? [{ errors: [{ message: 'late\n  by far' }] }, {}] : [] }],
    });
    const group = { file: 'a.spec.ts', specs: [spec('flaky'), spec('expected')] };
    const report = { suites: [{ file: 'a.spec.ts', specs: [spec('expected'), spec('skipped')], suites: [group] }] };
    expect(playwrightCounts(report, 'e2e/tests')).toEqual([
      {
        file: 'e2e/tests/a.spec.ts',
        project: 'e2e',
        passed: 2,
        failed: 1,
        skipped: 1,
        failures: ['TREE-3 flaky: late by far'],
        titles: ['TREE-3 expected', 'TREE-3 expected'],
      },
    ]);
  });
});
