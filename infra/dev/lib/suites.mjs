/** Which suites stand in the tree, which ran, and what the closing line says. */

/**
 * What one runner did with one file; `titles` are those of passed tests, `failures` say of each failed one its title and why.
 * @typedef {{ file: string, project: string, passed: number, failed: number, skipped: number, titles: string[], failures: string[] }} SuiteRun
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
    // At the end of the output too: where only its last lines are kept, a count alone tells nobody what to mend.
    ...ran.flatMap((suite) => suite.failures.map((failure) => `failed: ${suite.file} ${failure}`)),
    ...(failed > 0 ? [`${failed} failed`] : []),
    ...(passed + failed + skipped === 0 ? ['no test ran'] : []),
  ];
}

/** @param {readonly SuiteRun[]} ran */
export function countTests(ran) {
  const sum = (/** @type {'passed' | 'failed' | 'skipped'} */ key) => ran.reduce((total, suite) => total + suite[key], 0);
  return { passed: sum('passed'), failed: sum('failed'), skipped: sum('skipped') };
}

/** Characters of an error that are enough to know it again. */
const WHY_MAX = 600;
const COLOURS = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*m`, 'g');

/** Where a stack first names a file of the project's own. */
const PLACE = /[\w./-]+\.(?:test|spec)\.ts:\d+/;

/**
 * One failed test in a line: what it says, what differed, where.
 * @param {string} title
 * @param {readonly { message?: string, diff?: string, stack?: string | null }[]} errors
 */
export function failureOf(title, errors) {
  const why = errors.map(({ message, diff, stack }) => [message, diff, stack?.match(PLACE)?.[0]].filter(Boolean).join(' '));
  return `${title}: ${why.join(' | ')}`.replaceAll(COLOURS, '').replaceAll(/\s+/g, ' ').slice(0, WHY_MAX);
}

/** @param {readonly SuiteRun[]} ran */
export function closingLine(ran) {
  const { passed, failed, skipped } = countTests(ran);
  return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}
