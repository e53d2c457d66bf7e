/** A Postgres of a suite's own: made in a temporary folder, on a free port, with a database for each test. */
import { spawn, spawnSync } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';

/** Below the ports that outgoing connections take (32768 on Linux). */
const PORTS = { from: 21_000, to: 31_000 };
/** Where Debian keeps the programs of each version, which it does not put on the path. */
const DEBIAN = '/usr/lib/postgresql';

/** Where initdb and pg_ctl are looked for. */
function programs(): string {
  const versions = existsSync(DEBIAN) ? readdirSync(DEBIAN) : [];
  const folders = versions.sort((a, b) => Number(b) - Number(a)).map((version) => join(DEBIAN, version, 'bin'));
  const known = folders.filter((folder) => existsSync(join(folder, 'initdb')));
  return [process.env.PARLEY_POSTGRES_BIN, ...known, process.env.PATH].filter(Boolean).join(':');
}

const number = (kind: 'user' | 'group') => Number(spawnSync('id', [kind === 'user' ? '-u' : '-g', 'postgres']).stdout);

/** Runs a program as Postgres' own user where this is root, as which Postgres refuses to run. The tests go on meanwhile. */
async function run(name: string, ...args: string[]): Promise<void> {
  const env = ['env', '-i', `PATH=${programs()}`, 'HOME=/tmp', 'LC_ALL=C.UTF-8', name, ...args];
  const other = process.getuid?.() === 0 ? ['setpriv', '--reuid=postgres', '--regid=postgres', '--clear-groups'] : [];
  const [program = '', ...rest] = [...other, ...env];
  // Its words go to a file of nobody: the database itself inherits them, and a pipe would stay open as long as it runs.
  const child = spawn(program, rest, { stdio: 'ignore', cwd: '/' });
  const code = await new Promise((resolve, reject) => child.once('exit', resolve).once('error', reject));
  if (code !== 0) throw new Error(`${name} ${args.join(' ')} ended with ${code}. Is Postgres installed?`);
}

const isFree = (port: number) =>
  new Promise<boolean>((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });

async function freePort(): Promise<number> {
  for (let tries = 0; tries < 50; tries += 1) {
    const port = PORTS.from + Math.floor(Math.random() * (PORTS.to - PORTS.from));
    if (await isFree(port)) return port;
  }
  throw new Error('No free port was found.');
}

export interface PostgresCluster {
  readonly port: number;
  url(database: string): string;
  /** Makes an empty database and gives its address. */
  newDatabase(): Promise<string>;
  /** Drops it, with whoever is still connected. */
  drop(url: string): Promise<void>;
  /** Runs SQL as an administrator would. */
  sql(url: string, text: string): Promise<readonly Record<string, unknown>[]>;
  start(): Promise<void>;
  /** `immediate` is as a crash: nothing is finished, and the next start recovers. */
  stop(mode: 'fast' | 'immediate'): Promise<void>;
  /** Copies the files of a stopped one aside. */
  keepCopy(): Promise<void>;
  /** Puts the copy in the place of a stopped one, which becomes a standby when it is started. */
  putBack(): Promise<void>;
  /** Makes a standby the primary: its timeline is another one from there. */
  promote(): Promise<void>;
  /** Ends it, with all its data. */
  end(): Promise<void>;
}

/** Makes and starts one, as it comes: each commit waits for the disk. */
export async function startPostgres(): Promise<PostgresCluster> {
  const folder = mkdtempSync(join(tmpdir(), 'parley-postgres-'));
  if (process.getuid?.() === 0) chownSync(folder, number('user'), number('group'));
  const [data, copy] = [join(folder, 'data'), join(folder, 'copy')];
  const port = await freePort();
  await run('initdb', '-D', data, '-U', 'parley', '-A', 'trust', '--locale=C.UTF-8', '-E', 'UTF8');
  const options = `-c listen_addresses=127.0.0.1 -c port=${port} -c unix_socket_directories='' -c max_connections=200`;
  const start = () => run('pg_ctl', '-D', data, '-w', '-l', join(folder, 'log'), '-o', options, 'start');
  const stop = (mode: string) => run('pg_ctl', '-D', data, '-m', mode, '-w', 'stop');
  const url = (database: string) => `postgres://parley@127.0.0.1:${port}/${database}`;
  const sql = async (at: string, text: string) => {
    const client = new Client({ connectionString: at });
    await client.connect();
    try {
      return (await client.query(text)).rows;
    } finally {
      await client.end();
    }
  };
  await start();
  let last = 0;
  return {
    port,
    url,
    sql,
    start,
    stop,
    async newDatabase() {
      last += 1;
      await sql(url('postgres'), `create database test_${last}`);
      return url(`test_${last}`);
    },
    async drop(at) {
      await sql(url('postgres'), `drop database ${at.slice(at.lastIndexOf('/') + 1)} with (force)`);
    },
    keepCopy: () => run('cp', '-a', data, copy),
    async putBack() {
      await run('rm', '-rf', data);
      await run('cp', '-a', copy, data);
      await run('touch', join(data, 'standby.signal'));
    },
    promote: () => run('pg_ctl', '-D', data, '-w', 'promote'),
    async end() {
      await stop('immediate');
      rmSync(folder, { recursive: true });
    },
  };
}
