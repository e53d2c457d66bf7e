/** Which suites stand in the tree, which ran, and what the closing line says. */

/**
 * What one runner did with one file; `titles` are those of passed tests.
 * @typedef {{ file: string, project: string, passed: number, failed: number, skipped: number, titles: string[] }} SuiteRun
 */

/** @param {string} file path from the root */
export const isSuite = (file) => /\.(test|spec)\.ts$/.test(file);

/**
 * Everything that keeps a run from counting as green, in words; empty when it is.
 * @param {readonly string[]} inTree suites of the tree, paths from the root
 * @param {readonly SuiteRun[]} ran
 * @returns {string[]}
 */
export function suiteFaults(inTree, ran) {
  const seen = new Set(ran.map((suite) => suite.file));
  const { passed, failed, skipped } = countTests(ran);
  return [
    ...inTree.filter((file) => !seen.has(file)).map((file) => `did not run: ${file}`),
    ...ran.filter((suite) => suite.passed + suite.failed + suite.skipped === 0).map((suite) => `holds no test: ${suite.file}`),
    ...ran.filter((suite) => suite.skipped > 0).map((suite) => `skips ${suite.skipped}: ${suite.file}`),
    ...(failed > 0 ? [`${failed} failed`] : []),
    ...(passed + failed + skipped === 0 ? ['no test ran'] : []),
  ];
}

/** @param {readonly SuiteRun[]} ran */
export function countTests(ran) {
  const sum = (/** @type {'passed' | 'failed' | 'skipped'} */ key) => ran.reduce((total, suite) => total + suite[key], 0);
  return { passed: sum('passed'), failed: sum('failed'), skipped: sum('skipped') };
}

/** @param {readonly SuiteRun[]} ran */
export function closingLine(ran) {
  const { passed, failed, skipped } = countTests(ran);
  return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}
