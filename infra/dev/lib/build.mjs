import { tool } from './paths.mjs';
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
  fail('The build failed.');
}
