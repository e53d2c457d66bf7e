import { defineProject, mergeConfig } from 'vitest/config';
import shared from '../../vitest.shared.ts';

export default mergeConfig(
  shared,
  defineProject({ test: { name: 'elements', include: ['src/**/*.test.ts'], exclude: ['src/**/*.browser.test.ts'] } }),
);
