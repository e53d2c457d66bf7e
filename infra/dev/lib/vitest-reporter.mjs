/** Writes what each Vitest suite did to `artifacts/vitest.json`, as a list of SuiteRun (see suites.mjs). */
import { writeFileSync } from 'node:fs';
import { relative } from 'node:path';
import { artifact, root } from './paths.mjs';
import { failureOf } from './suites.mjs';

export const vitestCounts = () => artifact('vitest.json');

export default class SuiteReporter {
  /** @param {ReadonlyArray<import('vitest/node').TestModule>} modules */
  onTestRunEnd(modules) {
    const suites = modules.map((module) => {
      const tests = [...module.children.allTests()];
      const states = tests.map((test) => test.result().state);
      const count = (/** @type {string} */ state) => states.filter((each) => each === state).length;
      return {
        file: relative(root, module.moduleId).replaceAll('\\', '/'),
        project: module.project.name,
        passed: count('passed'),
        // A file that could not be loaded holds no test, yet failed.
        failed: count('failed') + (states.length === 0 && !module.ok() ? 1 : 0),
        skipped: count('skipped') + count('pending'),
        titles: tests.filter((test) => test.result().state === 'passed').map((test) => test.name),
        failures: [
          ...tests
            .filter((test) => test.result().state === 'failed')
            .map((test) => failureOf(test.fullName, test.result().errors ?? [])),
          ...(module.errors().length > 0 ? [failureOf('(as a whole)', module.errors())] : []),
        ],
      };
    });
    writeFileSync(vitestCounts(), `${JSON.stringify(suites, null, 2)}\n`);
  }
}
