import { failureOf } from './suites.mjs';

/**
 * @typedef {{ file: string, specs?: Spec[], suites?: Suite[] }} Suite
 * @typedef {{ title: string, tests: Tried[] }} Spec
 * @typedef {{ status: 'expected' | 'unexpected' | 'flaky' | 'skipped', results?: { errors?: { message?: string }[] }[] }} Tried
 */

/**
 * What each file of a Playwright JSON report did. A test that passed only on a second try counts as failed.
 * @param {{ suites?: Suite[], errors?: unknown[] }} report
 * @param {string} folder of the test files, from the root
 * @returns {import('./suites.mjs').SuiteRun[]}
 */
export function playwrightCounts(report, folder) {
  return (report.suites ?? []).map((suite) => {
    const specs = specsOf(suite);
    const states = specs.flatMap((spec) => spec.tests.map((test) => test.status));
    const count = (/** @type {string} */ state) => states.filter((each) => each === state).length;
    return {
      file: `${folder}/${suite.file}`,
      project: 'e2e',
      passed: count('expected'),
      failed: count('unexpected') + count('flaky'),
      skipped: count('skipped'),
      failures: specs.flatMap((spec) =>
        spec.tests
          .filter((test) => test.status === 'unexpected' || test.status === 'flaky')
          .map((test) =>
            failureOf(
              spec.title,
              (test.results ?? []).flatMap((result) => result.errors ?? []),
            ),
          ),
      ),
      titles: specs.filter((spec) => spec.tests.every((test) => test.status === 'expected')).map((spec) => spec.title),
    };
  });
}

/**
 * @param {Suite} suite
 * @returns {Spec[]}
 */
const specsOf = (suite) => [...(suite.specs ?? []), ...(suite.suites ?? []).flatMap(specsOf)];
