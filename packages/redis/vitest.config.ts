import { defineProject, mergeConfig } from 'vitest/config';
import shared from '../../vitest.shared.ts';

export default mergeConfig(
  shared,
  defineProject({
    test: {
      name: 'redis',
      include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
      // Most suites start a Redis of their own; a busy machine is no failure.
      testTimeout: 60_000,
      hookTimeout: 60_000,
    },
  }),
);
