import { defineProject, mergeConfig } from 'vitest/config';
import shared from '../../vitest.shared.ts';

export default mergeConfig(
  shared,
  defineProject({
    test: {
      name: 'server',
      include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
      // ms: real processes on a machine that does other things too
      testTimeout: 120_000,
      hookTimeout: 120_000,
    },
  }),
);
