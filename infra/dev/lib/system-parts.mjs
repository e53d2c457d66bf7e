/** What the tests and `npm run scale` need beside npm: a Chromium and a promtool; a Redis, a Postgres and a HAProxy. */
import { existsSync, readFileSync } from 'node:fs';
import { findChromium } from './chromium.mjs';
import { findHaproxy } from './haproxy-program.mjs';
import { findPostgres } from './postgres-programs.mjs';
import { findPromtool } from './promtool-program.mjs';
import { findRedisServer } from './redis-server.mjs';
import { fail, run } from './run.mjs';

/** @typedef {{ debian: boolean, root: boolean }} Machine */

/**
 * @param {Machine} machine
 * @param {readonly string[]} packages those of Debian
 * @param {string} elsewhere command on other systems
 * @param {string} before commands that go before, each with its `&&`
 */
function remedy({ debian, root }, packages, elsewhere, before = '') {
  if (!debian) return { command: elsewhere, own: false };
  const command = `${before}apt-get update && apt-get install -y ${packages.join(' ')}`;
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

/** Read by Debian's installation: it then brings the programs and starts no database of its own. */
const noCluster = '/etc/postgresql-common/createcluster.d';
const withoutCluster = `mkdir -p ${noCluster} && echo "create_main_cluster = false" > ${noCluster}/parley.conf && `;

/**
 * The same for Postgres.
 * @param {Machine} machine
 */
export const postgresRemedy = (machine) => remedy(machine, ['postgresql'], 'brew install postgresql@15', withoutCluster);

/**
 * The same for HAProxy. Its package may start a service; as installed, that one listens to nothing.
 * @param {Machine} machine
 */
export const haproxyRemedy = (machine) => remedy(machine, ['haproxy'], 'brew install haproxy');

/** Takes the tool out of Debian's package of Prometheus, whose installation would start a server. */
const toolAlone =
  'apt-get update && cd "$(mktemp -d)" && apt-get download prometheus && dpkg-deb -x prometheus_*.deb . && ' +
  'install usr/bin/promtool /usr/local/bin/ && rm -r "$PWD"';

/**
 * The same for promtool.
 * @param {Machine} machine
 */
export function promtoolRemedy({ debian, root }) {
  if (!debian) return { command: 'brew install prometheus', own: false };
  return root ? { command: toolAlone, own: true } : { command: `sudo sh -c '${toolAlone}'`, own: false };
}

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

/** Finds or installs what several instances need; the paths go on as `PARLEY_REDIS_SERVER`, `PARLEY_POSTGRES_BIN` and `PARLEY_HAPROXY`. */
export async function scaleParts() {
  process.env.PARLEY_REDIS_SERVER = await part('Several instances need Redis.', findRedisServer, redisRemedy);
  process.env.PARLEY_POSTGRES_BIN = await part('Several instances need Postgres.', findPostgres, postgresRemedy);
  process.env.PARLEY_HAPROXY = await part('Several instances need HAProxy before them.', findHaproxy, haproxyRemedy);
}

/** The same for all that the tests need; the others' paths go on as `PARLEY_CHROMIUM` and `PARLEY_PROMTOOL`. */
export async function systemParts() {
  process.env.PARLEY_CHROMIUM = await part('The browser tests need Chromium.', findChromium, chromiumRemedy);
  process.env.PARLEY_PROMTOOL = await part('The alerts are tried by promtool.', findPromtool, promtoolRemedy);
  await scaleParts();
}
