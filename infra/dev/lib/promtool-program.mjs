/** Which promtool tries the alerts. */
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/**
 * Path of the program: `PARLEY_PROMTOOL`, one on the PATH, or undefined.
 * @returns {string | undefined}
 */
export function findPromtool() {
  const places = (process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, 'promtool'));
  return [process.env.PARLEY_PROMTOOL ?? '', ...places].find((path) => path !== '' && existsSync(path));
}
