/** What the tests need beside npm: a Chromium. */
import { existsSync, readFileSync } from 'node:fs';
import { findChromium } from './chromium.mjs';
import { fail, run } from './run.mjs';

const packages = ['chromium', 'fonts-noto-core', 'fonts-noto-color-emoji'];

/**
 * The command that brings a Chromium onto this machine, and whether we may run it ourselves.
 * @param {{ debian: boolean, root: boolean }} machine
 */
export function chromiumRemedy({ debian, root }) {
  if (!debian) return { command: 'npx playwright install chromium', own: false };
  const command = `apt-get update && apt-get install -y ${packages.join(' ')}`;
  return root ? { command, own: true } : { command: `sudo sh -c '${command}'`, own: false };
}

function isDebian() {
  if (!existsSync('/etc/os-release')) return false;
  return /^ID(_LIKE)?=.*\b(debian|ubuntu)\b/m.test(readFileSync('/etc/os-release', 'utf8'));
}

/** Finds or installs Chromium; its path goes to the suites as `PARLEY_CHROMIUM`. */
export async function systemParts() {
  let path = await findChromium();
  if (path === undefined) {
    const remedy = chromiumRemedy({ debian: isDebian(), root: process.getuid?.() === 0 });
    const advice = `The browser tests need Chromium. Run: ${remedy.command}`;
    if (!remedy.own) fail(advice);
    const { code, output } = await run('sh', ['-c', remedy.command], {
      quiet: true,
      env: { DEBIAN_FRONTEND: 'noninteractive' },
    });
    path = await findChromium();
    if (code !== 0 || path === undefined) {
      process.stderr.write(output);
      fail(advice);
    }
  }
  process.env.PARLEY_CHROMIUM = path;
}
