/**
 * Puts what a server runs with into a folder: what was built of the server and of the packages below it, the built site, the demo
 * rooms, and every manifest, so that `npm ci` finds the workspaces of the lock file. Runs with Node alone.
 */
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const [, , target = ''] = process.argv;
if (target === '') throw new Error('usage: node infra/docker/gather.mjs FOLDER');

/** Declarations, maps and the compiler's memory serve no server. */
const serves = (/** @type {string} */ path) => !/\.d\.ts$|\.map$|\.tsbuildinfo$/.test(path);

/** @param {string} path from the root @param {string} [as] where it goes */
function take(path, as = path) {
  mkdirSync(dirname(join(target, as)), { recursive: true });
  cpSync(join(root, path), join(target, as), { recursive: true, filter: serves });
}

/** @param {string} home @returns {{ name: string, dependencies?: Record<string, string> }} */
const manifest = (home) => JSON.parse(readFileSync(join(root, home, 'package.json'), 'utf8'));
const folders = ['packages', 'apps'].flatMap((folder) => readdirSync(join(root, folder)).map((name) => `${folder}/${name}`));
const homes = [...folders, 'e2e'].filter((home) => existsSync(join(root, home, 'package.json')));
const homeOf = new Map(homes.map((home) => [manifest(home).name, home]));

/** @type {Set<string>} homes of a workspace and of all that it needs to run */
const needed = new Set();
function need(/** @type {string} */ name) {
  const home = homeOf.get(name);
  if (home === undefined || needed.has(home)) return;
  needed.add(home);
  for (const dependency of Object.keys(manifest(home).dependencies ?? {})) need(dependency);
}
need('@parley/server');

for (const file of ['package.json', 'package-lock.json', '.npmrc', 'LICENSE']) take(file);
for (const home of homes) take(`${home}/package.json`);
for (const home of needed) take(`${home}/dist`);
for (const path of ['apps/server/demo', 'apps/site/dist']) take(path);
take('infra/docker/healthy.mjs', 'healthy.mjs');
