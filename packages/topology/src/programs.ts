/** Where the programs of the topology are: named by the environment, on the PATH, or where Debian keeps them. */
import { existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Debian puts Postgres' programs of each version here and not on the PATH. */
const DEBIAN_POSTGRES = '/usr/lib/postgresql';
/** Folders of system programs that a plain user's PATH leaves out. */
const SYSTEM = ['/usr/sbin', '/usr/local/sbin'];

/** A program that is not there: what needs it, and what to run. */
export class MissingProgram extends Error {}

const folders = (): string[] => [...(process.env.PATH ?? '').split(delimiter), ...SYSTEM].filter(Boolean);

function find(named: string | undefined, names: readonly string[], missing: string): string {
  const places = [named ?? '', ...names.flatMap((name) => folders().map((folder) => join(folder, name)))];
  const found = places.find((place) => place !== '' && existsSync(place));
  if (found === undefined) throw new MissingProgram(missing);
  return found;
}

/** Debian's `redis-tools` has the server's binary under the name of its checking tool; it serves when called `redis-server`. */
export const redisServer = (): string =>
  find(
    process.env.PARLEY_REDIS_SERVER,
    ['redis-server', 'redis-check-rdb'],
    'Redis is not installed. Debian, Ubuntu: apt-get install -y redis-tools (or redis-server); macOS: brew install redis',
  );

export const haproxyProgram = (): string =>
  find(
    process.env.PARLEY_HAPROXY,
    ['haproxy'],
    'HAProxy is not installed. Debian, Ubuntu: apt-get install -y haproxy; macOS: brew install haproxy',
  );

/** Folder of `initdb`, `postgres`, `psql`. */
export function postgresPrograms(): string {
  const versions = existsSync(DEBIAN_POSTGRES) ? readdirSync(DEBIAN_POSTGRES) : [];
  const debian = versions.sort((a, b) => Number(b) - Number(a)).map((version) => join(DEBIAN_POSTGRES, version, 'bin'));
  const places = [process.env.PARLEY_POSTGRES_BIN ?? '', ...debian, ...folders()];
  const found = places.find((folder) => folder !== '' && existsSync(join(folder, 'initdb')));
  if (found === undefined)
    throw new MissingProgram(
      'Postgres is not installed. Debian, Ubuntu: apt-get install -y postgresql; macOS: brew install postgresql',
    );
  return found;
}
