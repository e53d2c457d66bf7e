/**
 * Node 20 cannot run TypeScript, and vitest's own transforms do not reach worker threads: the worker and the programs of the kill
 * tests are bundled from the sources before the tests, so that no stale build can stand in for them. Kysely goes in whole: each test starts
 * two workers, and its hundreds of files would be most of that.
 */
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export const BUNDLES = new URL('../node_modules/.parley-test/', import.meta.url);

export default async function setup(): Promise<void> {
  await build({
    configFile: false,
    logLevel: 'warn',
    ssr: {
      resolve: { conditions: ['@parley/source', 'module', 'node', 'development|production'] },
      noExternal: [/^@parley\//, 'kysely'],
    },
    build: {
      ssr: true,
      target: 'node20',
      outDir: fileURLToPath(BUNDLES),
      emptyOutDir: true,
      rollupOptions: {
        input: {
          'sqlite-worker': here('../src/sqlite-worker.ts'),
          'commit-forever': here('./commit-forever.ts'),
          'commit-until-full': here('./commit-until-full.ts'),
        },
        external: ['better-sqlite3'],
        output: { format: 'es', entryFileNames: '[name].mjs' },
      },
    },
  });
}
