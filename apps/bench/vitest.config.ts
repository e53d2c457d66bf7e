import { defineProject, mergeConfig } from 'vitest/config';
import shared from '../../vitest.shared.ts';

export default mergeConfig(
  shared,
  defineProject({
    test: {
      name: 'bench',
      include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
      // Whole clusters are started for real; a busy machine is no failure.
      testTimeout: 180_000,
      hookTimeout: 180_000,
    },
  }),
);
