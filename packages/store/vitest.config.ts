import { defineProject, mergeConfig } from 'vitest/config';
import shared from '../../vitest.shared.ts';

export default mergeConfig(
  shared,
  defineProject({ test: { name: 'store', include: ['src/**/*.test.ts', 'test/**/*.test.ts'] } }),
);
