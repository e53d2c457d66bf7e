/** The whole topology on this machine: Redis, Postgres, instances, and the proxy before them. */
import { randomBytes } from 'node:crypto';
import { freePort } from './free-port.ts';
import { type Haproxy, startHaproxy } from './haproxy.ts';
import { type Instance, startInstance } from './instance.ts';
import { type Postgres, startPostgres } from './postgres.ts';
import { haproxyProgram, postgresPrograms, redisServer } from './programs.ts';
import { type Redis, startRedis } from './redis.ts';

export interface ClusterOptions {
  /** How many; three when nothing is said. */
  readonly instances?: number;
  /** Port of the proxy. */
  readonly port?: number;
  /** More settings for each instance, such as rates for a load. */
  readonly env?: Readonly<Record<string, string>>;
  /** Hears the log lines of the instances. */
  readonly onStderr?: (text: string) => void;
  /**
   * Other addresses for instance number `index`, such as those of a fault proxy, and settings of its own; the plain ones are given.
   * Asked for one after the other, in order.
   */
  readonly addresses?: (index: number, plain: Addresses) => Promise<OwnSettings> | OwnSettings;
}

/** What an instance reaches the others at. */
export interface Addresses {
  readonly REDIS_URL: string;
  readonly DATABASE_URL: string;
}

type OwnSettings = Addresses & Readonly<Record<string, string>>;

export interface Cluster {
  readonly redis: Redis;
  readonly postgres: Postgres;
  readonly proxy: Haproxy;
  readonly instances: readonly Instance[];
  /** Where people reach it: the proxy's address. */
  readonly url: string;
  /** Address of the database of the instances. */
  readonly databaseUrl: string;
  /** The settings that every instance has: a tool that is given them works on the same store. */
  readonly env: Readonly<Record<string, string>>;
  /** Lets the instances end in order, then ends everything. */
  stop(): Promise<void>;
  /** Ends everything at once, the proxy first. */
  close(): Promise<void>;
}

/** Starts all of it; resolves when every instance is ready. What was started is ended again when something does not start. */
export async function startCluster(options: ClusterOptions = {}): Promise<Cluster> {
  // Said before anything is started.
  for (const program of [redisServer, postgresPrograms, haproxyProgram]) program();
  const started: { close(): Promise<void> }[] = [];
  const keep = async <T extends { close(): Promise<void> }>(starting: Promise<T>): Promise<T> => {
    const part = await starting;
    started.unshift(part);
    return part;
  };
  const close = async () => {
    for (const part of started.splice(0)) await part.close();
  };
  try {
    const [redis, postgres] = await together([keep(startRedis()), keep(startPostgres())]);
    const plain = { REDIS_URL: redis.url, DATABASE_URL: await postgres.newDatabase() };
    const port = options.port ?? (await freePort());
    const env = {
      PARLEY_SECRET: randomBytes(32).toString('base64url'),
      PARLEY_PUBLIC_URL: `http://localhost:${port}`,
      // The proxy alone is trusted: it writes down who came.
      TRUST_PROXY: '1',
      ...options.env,
      ...plain,
    };
    const { onStderr } = options;
    const own: OwnSettings[] = [];
    for (let index = 0; index < (options.instances ?? 3); index += 1) {
      // Counted as they are for people, so that each line of the log says whose it is.
      const named = { PARLEY_INSTANCE: String(index + 1) };
      own.push({ ...named, ...((await options.addresses?.(index, plain)) ?? plain) });
    }
    const startOne = (settings: OwnSettings) =>
      keep(startInstance({ env: { ...env, ...settings }, ...(onStderr && { onStderr }) }));
    // The first makes the tables; the others would only wait for that, and then need not wait for each other.
    const instances: Instance[] = [];
    for (const settings of own.splice(0, 1)) instances.push(await startOne(settings));
    instances.push(...(await together(own.map(startOne))));
    const proxy = await keep(startHaproxy({ port, instances: instances.map((instance) => instance.port) }));
    const stop = async () => {
      for (const instance of instances) instance.kill('SIGTERM');
      await Promise.all(instances.map((instance) => instance.exited));
      await close();
    };
    return { redis, postgres, proxy, instances, url: proxy.url, databaseUrl: plain.DATABASE_URL, env, stop, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** All of them. When one fails it throws only after the others have started or failed too: what is still starting could not be ended. */
async function together<T extends readonly Promise<unknown>[]>(starting: readonly [...T]) {
  await Promise.allSettled(starting);
  return Promise.all(starting);
}
