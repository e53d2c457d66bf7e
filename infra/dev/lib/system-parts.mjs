/** What the tests need beside npm: a Chromium and a Redis. */
import { existsSync, readFileSync } from 'node:fs';
import { findChromium } from './chromium.mjs';
import { findRedisServer } from './redis-server.mjs';
import { fail, run } from './run.mjs';

/** @typedef {{ debian: boolean, root: boolean }} Machine */

/**
 * @param {Machine} machine
 * @param {readonly string[]} packages those of Debian
 * @param {string} elsewhere command on other systems
 */
function remedy({ debian, root }, packages, elsewhere) {
  if (!debian) return { command: elsewhere, own: false };
  const command = `apt-get update && apt-get install -y ${packages.join(' ')}`;
  return root ? { command, own: true } : { command: `sudo sh -c '${command}'`, own: false };
}

/**
 * The command that brings a Chromium onto this machine, and whether we may run it ourselves.
 * @param {Machine} machine
 */
export const chromiumRemedy = (machine) =>
  remedy(machine, ['chromium', 'fonts-noto-core', 'fonts-noto-color-emoji'], 'npx playwright install chromium');

/**
 * The same for Redis.
 * @param {Machine} machine
 */
export const redisRemedy = (machine) => remedy(machine, ['redis-tools'], 'brew install redis');

function isDebian() {
  if (!existsSync('/etc/os-release')) return false;
  return /^ID(_LIKE)?=.*\b(debian|ubuntu)\b/m.test(readFileSync('/etc/os-release', 'utf8'));
}

/**
 * Finds a part or installs it.
 * @param {string} need the sentence that says who needs what
 * @param {() => Promise<string | undefined> | string | undefined} find
 * @param {(machine: Machine) => { command: string, own: boolean }} remedyOn
 * @returns {Promise<string>} its path
 */
async function part(need, find, remedyOn) {
  const found = await find();
  if (found !== undefined) return found;
  const { command, own } = remedyOn({ debian: isDebian(), root: process.getuid?.() === 0 });
  const advice = `${need} Run: ${command}`;
  if (!own) fail(advice);
  const { code, output } = await run('sh', ['-c', command], { quiet: true, env: { DEBIAN_FRONTEND: 'noninteractive' } });
  const installed = await find();
  if (code === 0 && installed !== undefined) return installed;
  process.stderr.write(output);
  return fail(advice);
}

/** Finds or installs the parts; their paths go to the suites as `PARLEY_CHROMIUM` and `PARLEY_REDIS_SERVER`. */
export async function systemParts() {
  process.env.PARLEY_CHROMIUM = await part('The browser tests need Chromium.', findChromium, chromiumRemedy);
  process.env.PARLEY_REDIS_SERVER = await part('The tests of several instances need Redis.', findRedisServer, redisRemedy);
}
