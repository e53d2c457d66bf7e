import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from './paths.mjs';

/** The programs that a build leaves behind. */
export const built = {
  server: join(root, 'apps/server/dist/main.js'),
  parley: join(root, 'apps/server/dist/cli/index.js'),
  crowd: join(root, 'apps/server/dist/crowd/index.js'),
  bench: join(root, 'apps/bench/dist/index.js'),
  chaos: join(root, 'apps/bench/dist/chaos/index.js'),
  topology: join(root, 'packages/topology/dist/index.js'),
};

/**
 * Runs a built program in this process: a child would not get the signals that npm's shell swallows.
 * @param {string} file
 */
export async function runHere(file) {
  process.argv[1] = file;
  await import(pathToFileURL(file).href);
}
