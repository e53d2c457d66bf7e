/** Rules of SPEC.md and the titles that name them. */

/**
 * Ids of the rules that a specification states: `- POST-1 …`.
 * @param {string} spec
 */
export const rulesOf = (spec) => [...spec.matchAll(/^- ([A-Z]+-\d+) /gm)].map((match) => String(match[1]));

/**
 * The rules that a title begins with: `POST-1 …`, `POST-1 POST-2 …`, `POST-1, POST-2: …`.
 * @param {string} title
 */
export const rulesNamed = (title) =>
  [...(/^(?:[A-Z]+-\d+[\s,:+]+)+/.exec(`${title} `)?.[0] ?? '').matchAll(/[A-Z]+-\d+/g)].map((match) => match[0]);

/**
 * Rules that no passed test names: a contract that nobody runs proves nothing.
 * @param {string} spec
 * @param {readonly import('./suites.mjs').SuiteRun[]} ran
 */
export function unprovenRules(spec, ran) {
  const proven = new Set(ran.flatMap((suite) => suite.titles).flatMap(rulesNamed));
  return rulesOf(spec).filter((rule) => !proven.has(rule));
}
