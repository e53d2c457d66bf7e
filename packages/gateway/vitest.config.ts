import { defineProject, mergeConfig } from 'vitest/config';
import shared from '../../vitest.shared.ts';

export default mergeConfig(
  shared,
  defineProject({
    test: {
      name: 'gateway',
      include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
      // ms: real sockets on a machine that does other things too
      testTimeout: 30_000,
      hookTimeout: 30_000,
    },
  }),
);
