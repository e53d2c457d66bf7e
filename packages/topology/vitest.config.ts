import { defineProject, mergeConfig } from 'vitest/config';
import shared from '../../vitest.shared.ts';

export default mergeConfig(
  shared,
  defineProject({
    test: {
      name: 'topology',
      include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
      // Databases and proxies are started for real; a busy machine is no failure.
      testTimeout: 60_000,
      hookTimeout: 60_000,
    },
  }),
);
