import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { root, tool } from './paths.mjs';
import { fail, runNode } from './run.mjs';

/** What the server runs with. Benchmarks and simulations are no part of it: they neither delay a start nor stop it. */
export const SERVING = ['@parley/server', '@parley/site'];

/**
 * Builds through turbo's cache; prints only what went wrong.
 * @param {readonly string[]} [workspaces] these and what they depend on; without it, every workspace
 */
export async function build(workspaces = []) {
  const { code, output } = await runNode(
    tool('turbo/bin/turbo'),
    ['run', 'build', '--output-logs=errors-only', '--log-order=grouped', ...workspaces.map((name) => `--filter=${name}...`)],
    { quiet: true, env: { TURBO_TELEMETRY_DISABLED: '1', TURBO_NO_UPDATE_NOTIFIER: '1', DO_NOT_TRACK: '1' } },
  );
  if (code === 0) return;
  process.stderr.write(output);
  forgetTypes();
  fail('The build failed.');
}

/** Drops the compiler's memory of a failed build: it has been seen to report errors that were mended since. */
function forgetTypes() {
  for (const folder of ['packages', 'apps']) {
    for (const name of readdirSync(join(root, folder))) rmSync(join(root, folder, name, 'dist/.tsbuildinfo'), { force: true });
  }
}
