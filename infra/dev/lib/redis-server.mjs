/** Which Redis the tests start for themselves. */
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Debian's `redis-tools` has the server's binary under another name and, unlike `redis-server`, starts no service. */
const programs = ['redis-server', 'redis-check-rdb'];

/**
 * Path of the program: `PARLEY_REDIS_SERVER`, one on the PATH, or undefined. It serves when called by the name `redis-server`.
 * @returns {string | undefined}
 */
export function findRedisServer() {
  const folders = (process.env.PATH ?? '').split(delimiter);
  const places = programs.flatMap((program) => folders.map((folder) => join(folder, program)));
  return [process.env.PARLEY_REDIS_SERVER ?? '', ...places].find((path) => path !== '' && existsSync(path));
}
