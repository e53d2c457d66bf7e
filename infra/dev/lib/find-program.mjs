/** Where a program is on this machine. */
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/**
 * Its path: the one that the environment names, the first of its names that is on the PATH or in a folder more, or undefined.
 * @param {string | undefined} named
 * @param {readonly string[]} names
 * @param {readonly string[]} [more]
 * @returns {string | undefined}
 */
export function findProgram(named, names, more = []) {
  const folders = [...(process.env.PATH ?? '').split(delimiter).filter(Boolean), ...more];
  const places = names.flatMap((name) => folders.map((folder) => join(folder, name)));
  return [named ?? '', ...places].find((path) => path !== '' && existsSync(path));
}
