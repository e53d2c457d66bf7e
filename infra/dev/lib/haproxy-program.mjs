/** Which HAProxy stands before the instances on this machine. */
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Where Debian puts it; a plain user's PATH leaves these out. */
const system = ['/usr/sbin', '/usr/local/sbin'];

/**
 * Path of the program: `PARLEY_HAPROXY`, one on the PATH or among the system's programs, or undefined.
 * @returns {string | undefined}
 */
export function findHaproxy() {
  const folders = [...(process.env.PATH ?? '').split(delimiter).filter(Boolean), ...system];
  const places = folders.map((folder) => join(folder, 'haproxy'));
  return [process.env.PARLEY_HAPROXY ?? '', ...places].find((path) => path !== '' && existsSync(path));
}
