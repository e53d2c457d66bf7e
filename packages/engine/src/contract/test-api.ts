/** The test runner, handed to contract suites by who runs them: this package itself ships without one. */
import type { describe, expect, it } from 'vitest';

export interface TestApi {
  readonly describe: typeof describe;
  readonly it: typeof it;
  readonly expect: typeof expect;
}
