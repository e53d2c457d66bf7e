import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { root, tool } from './paths.mjs';
import { fail, runNode } from './run.mjs';

/** Builds every workspace through turbo's cache; prints only what went wrong. */
export async function build() {
  const { code, output } = await runNode(
    tool('turbo/bin/turbo'),
    ['run', 'build', '--output-logs=errors-only', '--log-order=grouped'],
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
