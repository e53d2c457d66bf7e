import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Absolute path of the repository. */
export const root = fileURLToPath(new URL('../../..', import.meta.url));

/** What a run leaves behind (logs, counts, screenshots); never committed. */
export const artifacts = join(root, 'artifacts');

/** @param {string} name */
export function artifact(name) {
  mkdirSync(artifacts, { recursive: true });
  return join(artifacts, name);
}

/** @param {string} name a package's folder under node_modules with the file in it */
export const tool = (name) => join(root, 'node_modules', name);
