/** A Postgres of one's own, as it comes: each commit waits for the disk. */
import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { type Restartable, runChild, startChild } from './child.ts';
import { ownFolder } from './folders.ts';
import { freePort } from './free-port.ts';
import { postgresPrograms } from './programs.ts';
import { giveTo, unprivilegedUser } from './unprivileged.ts';

/** Twenty instances with their pools, tools and tests beside them. */
const CONNECTIONS_MAX = 400;

/** The postmaster's signal for each way to stop. */
const STOP = { fast: 'SIGINT', immediate: 'SIGQUIT' } as const;

export interface PostgresOptions {
  readonly port?: number;
  /** An empty folder of the caller's own; Postgres' files stay in it. */
  readonly folder?: string;
}

export interface Postgres extends Restartable {
  readonly port: number;
  /** Address of a database; `postgres` and the one that `newDatabase` made exist. */
  url(database: string): string;
  /** Makes an empty database and gives its address. */
  newDatabase(): Promise<string>;
  /** Runs SQL as the administrator by `psql`; its output, fields divided by `|`, one row a line. */
  sql(url: string, text: string): Promise<string>;
  /** `fast` ends transactions and closes files; `immediate` is as a crash: the next start recovers. */
  stop(mode: 'fast' | 'immediate'): Promise<void>;
  /** Copies the files of a stopped one aside. */
  keepCopy(): Promise<void>;
  /** Puts the copy in the place of a stopped one, which is a standby when it is started: `promote` it. */
  putBack(): Promise<void>;
  /** Makes a standby the primary: its timeline is another one from there. Resolves when it takes writes. */
  promote(): Promise<void>;
  /** Ends it, with all its data unless the caller named the folder. */
  close(): Promise<void>;
}

/** Makes and starts one on 127.0.0.1 that trusts who comes from there; resolves when it takes connections. */
export async function startPostgres(options: PostgresOptions = {}): Promise<Postgres> {
  const programs = postgresPrograms();
  const port = options.port ?? (await freePort());
  const user = unprivilegedUser();
  const folder = ownFolder('postgres', options.folder);
  giveTo(user, folder.path);
  if (!options.folder) chmodSync(folder.path, 0o700);
  const [data, copy] = [join(folder.path, 'data'), join(folder.path, 'copy')];
  // Its own messages in English: we wait for one of them.
  const env = { PATH: `${programs}:${process.env.PATH ?? ''}`, HOME: folder.path, LC_ALL: 'C.UTF-8' };
  const asUser = { ...user, env, cwd: folder.path };
  const run = (name: string, ...args: string[]) => runChild(name, args, asUser);
  const where = ['-h', '127.0.0.1', '-p', `${port}`, '-U', 'parley'];
  let databases = 0;

  // Without waiting for the disk here: what is made for a test needs to survive no power cut of its making.
  await run('initdb', '-D', data, '-U', 'parley', '-A', 'trust', '--locale=C.UTF-8', '-E', 'UTF8', '-N');
  const settings = [
    'listen_addresses=127.0.0.1',
    `port=${port}`,
    'unix_socket_directories=',
    `max_connections=${CONNECTIONS_MAX}`,
  ];
  const args = ['-D', data, ...settings.flatMap((setting) => ['-c', setting])];
  const launch = () => startChild(join(programs, 'postgres'), args, asUser);
  // A standby says "read-only connections" instead of "connections".
  const untilReady = () => child.said('database system is ready to accept');
  let child = launch();

  const postgres: Postgres = {
    port,
    url: (database) => `postgres://parley@127.0.0.1:${port}/${database}`,
    async newDatabase() {
      databases += 1;
      const name = `parley_${databases}`;
      await run('createdb', ...where, name);
      return postgres.url(name);
    },
    sql: async (url, text) => (await run('psql', '-XAtq', '-v', 'ON_ERROR_STOP=1', '-d', url, '-c', text)).trim(),
    get pid() {
      return child.pid;
    },
    get exited() {
      return child.exited;
    },
    async start() {
      child = launch();
      await untilReady();
    },
    async stop(mode) {
      child.kill(STOP[mode]);
      await child.exited;
    },
    keepCopy: async () => void (await run('cp', '-a', data, copy)),
    async putBack() {
      await run('rm', '-rf', data);
      await run('cp', '-a', copy, data);
      await run('touch', join(data, 'standby.signal'));
    },
    promote: async () => void (await run('pg_ctl', '-D', data, '-w', 'promote')),
    async close() {
      await postgres.stop('immediate');
      folder.remove();
    },
  };
  await untilReady();
  return postgres;
}
