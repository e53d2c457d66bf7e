/** `npm run dev`: the inner loop. Types and packages are compiled as they change, the server restarts, the page reloads itself. */
import './lib/require-node.mjs';
import { spawn } from 'node:child_process';
import { install } from './install.mjs';
import { build } from './lib/build.mjs';
import { built } from './lib/built.mjs';
import { root, tool } from './lib/paths.mjs';

const port = process.env.PORT ?? '3000';
const siteUrl = 'http://localhost:5173';
const grouped = process.platform !== 'win32';
let stopping = false;

await install();
await build();

const children = [
  start('types', [tool('typescript/bin/tsc'), '-b', '--watch', '--preserveWatchOutput']),
  // Watches what it imports: the compiled packages and itself.
  start('server', ['--watch', '--watch-preserve-output', built.server], { PORT: port, PARLEY_SITE_DEV: siteUrl }),
  start('site', [tool('vite/bin/vite.js'), 'apps/site', '--clearScreen', 'false'], {
    PARLEY_DEV_SERVER: `http://localhost:${port}`,
  }),
];
console.log(`Open ${siteUrl}; sources are watched, Ctrl-C ends it.`);

/**
 * One of the loop's programs, its lines marked with its name. When one ends, all end.
 * @param {string} name
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} [env]
 */
function start(name, args, env = {}) {
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    // A group of its own: some of these start further programs, which must end with them.
    detached: grouped,
  });
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8');
    stream.on('data', (/** @type {string} */ text) => {
      for (const line of text.split('\n').filter((each) => each.trim() !== '')) console.log(`${name.padEnd(7)}│ ${line}`);
    });
  }
  child.once('exit', () => stop(name));
  return child;
}

/** @param {string} reason */
function stop(reason) {
  if (stopping) return;
  stopping = true;
  console.log(`Ending (${reason}).`);
  for (const child of children) {
    if (grouped && child.pid !== undefined) endGroup(child.pid);
    else child.kill('SIGTERM');
  }
}

/** @param {number} leader */
function endGroup(leader) {
  try {
    process.kill(-leader, 'SIGTERM');
  } catch {
    // It has ended by itself.
  }
}

for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) process.on(signal, () => stop(signal));
