import { defineConfig } from 'vitest/config';

/** Tests read sources, never dist: a forgotten build cannot lie. */
const conditions = ['@parley/source', 'module', 'node', 'development|production'];

export default defineConfig({
  ssr: { resolve: { conditions } },
  resolve: { conditions: ['@parley/source', 'module', 'browser', 'development|production'] },
});
