/** Installs the dependencies when the lock file or Node changed since the last time. */
import './lib/require-node.mjs';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { installFault } from './lib/install-fault.mjs';
import { artifact, root, tool } from './lib/paths.mjs';
import { fail, runNpm } from './lib/run.mjs';

/** What a build needs comes along whatever the environment says: `NODE_ENV=production` would leave the build's own tools out. */
export const installArguments = ['ci', '--include=dev', '--no-audit', '--no-fund'];

const stampFile = join(root, 'node_modules', '.parley-lock');

/** What an installation depends on: the lock file, and Node and the machine for what is compiled. */
const wanted = () =>
  `${createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex')} ${process.version} ${process.platform} ${process.arch}\n`;

function installed() {
  try {
    return readFileSync(stampFile, 'utf8');
  } catch {
    return '';
  }
}

/** Resolves when `node_modules` is what the lock file says; ends the process with one line when it cannot be. */
export async function install() {
  const stamp = wanted();
  if (installed() === stamp && existsSync(tool('turbo/bin/turbo'))) return;
  console.log('Installing dependencies (the first time takes a minute or two) …');
  const { code, output } = await runNpm(installArguments, { quiet: true });
  if (code !== 0) {
    const log = artifact('npm-ci.log');
    writeFileSync(log, output);
    fail(`${installFault(output)} (Full output: ${relative(root, log)})`);
  }
  writeFileSync(stampFile, stamp);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await install();
