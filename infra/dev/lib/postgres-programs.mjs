/** Which Postgres the tests start for themselves. */
import { existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Where Debian keeps the programs of each version; it puts none of those that make and start a database on the PATH. */
const debian = '/usr/lib/postgresql';

/**
 * Folder of `initdb` and `pg_ctl`: `PARLEY_POSTGRES_BIN`, the newest of Debian's, one on the PATH, or undefined.
 * @returns {string | undefined}
 */
export function findPostgres() {
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : [];
  const places = [
    process.env.PARLEY_POSTGRES_BIN ?? '',
    ...versions.map((version) => join(debian, version, 'bin')),
    ...(process.env.PATH ?? '').split(delimiter),
  ];
  return places.find((folder) => folder !== '' && existsSync(join(folder, 'initdb')));
}
