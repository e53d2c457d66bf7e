import { describe, expect, it } from 'vitest';
import { rulesNamed, rulesOf, unprovenRules } from '../dev/lib/rules.mjs';
import { ruleFaults } from './rules.ts';
import { holdsTests, read, scripts } from './sources.ts';
import { titlesOf } from './titles.ts';

const titles = (text: string) => titlesOf({ path: 'doctored.test.ts', text });
const rules = rulesOf(read('packages/protocol/SPEC.md').text);
const suites = scripts().filter(({ path }) => holdsTests(path));

describe('rules and tests', () => {
  it('TREE-2 every rule has a test', () => {
    expect(ruleFaults(rules, suites.flatMap(titlesOf)).unproven).toEqual([]);
  });

  it('TREE-2 every test names a rule', () => {
    expect(ruleFaults(rules, suites.flatMap(titlesOf)).astray).toEqual([]);
  });

  it('TREE-2 no number is given twice', () => {
    expect(ruleFaults(rules, []).twice).toEqual([]);
  });

  it('TREE-2 turns red for a rule without a test and a test without a rule', () => {
    const spec = '## A\n- POST-1 one\n- POST-2 two\n- POST-2 again\n';
    const faults = ruleFaults(
      rulesOf(spec),
      titles("it('POST-1 does', () => {}); it('does', () => {}); it('POST-9 does', () => {});"),
    );
    expect(faults).toEqual({
      unproven: ['POST-2'],
      astray: ['doctored.test.ts:1: does', 'doctored.test.ts:1: POST-9 does'],
      twice: ['POST-2'],
    });
  });

  it('TREE-2 a rule named in the middle of a title, or in a describe, proves nothing', () => {
    expect(rulesNamed('shows what POST-1 means')).toEqual([]);
    expect(rulesNamed('POST-1 POST-2, POST-3: all')).toEqual(['POST-1', 'POST-2', 'POST-3']);
    expect(titles("describe('POST-1', () => {}); test.describe('POST-1', () => {}); /x/.test('POST-1');")).toEqual([]);
  });

  it('TREE-2 a test that did not pass in this run proves nothing', () => {
    const ran = {
      file: 'a.test.ts',
      project: 'x',
      passed: 1,
      failed: 1,
      skipped: 0,
      titles: ['POST-2 passes'],
      failures: ['POST-1 fails'],
    };
    expect(unprovenRules('- POST-1 one\n- POST-2 two\n', [ran])).toEqual(['POST-1']);
  });

  it('TREE-2 reads titles in every form', () => {
    const text = [
      "it('A-1 plain', () => {});",
      'it(`A-2 seed $' + '{1}`, async () => {});',
      "it.each([1, 2])('A-3 each %s', () => {});",
      "api.it('A-4 of a contract', () => {});",
      "test('A-5 with options', { timeout: 1 }, () => {});",
      "it.each`a`('A-6 table', () => {});",
      'it(title, () => {});',
      "test('A-8 of Playwright', async ({ page }) => { await test.step('inner', async () => {}); });",
      "it('A-9 ' + x, check);",
    ].join('\n');
    expect(titles(text).map((title) => title.text)).toEqual([
      'A-1 plain',
      'A-2 seed ',
      'A-3 each %s',
      'A-4 of a contract',
      'A-5 with options',
      'A-6 table',
      undefined,
      'A-8 of Playwright',
      'A-9 ',
    ]);
  });
});
