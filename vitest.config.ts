import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: { projects: ['packages/*/vitest{,.browser}.config.ts', 'apps/*/vitest.config.ts', 'infra/vitest.config.ts'] },
});
