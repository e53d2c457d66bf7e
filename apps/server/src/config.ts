/** Environment → validated configuration. Every fault names its variable. */
import { resolve } from 'node:path';
import type { TrustProxy } from '@parley/gateway';
import { RATES, type Rate, type RateName } from '@parley/protocol';
import type { RedisTarget } from '@parley/redis';
import { rateNames, rateVariable, VARIABLES, type Values } from './config/variables.ts';
import type { MetricsAddress } from './metrics/index.ts';
import { StartFault } from './start-fault.ts';

/** What the instances of one site share. */
export interface Shared {
  /** `postgres://…`, password included: not to be shown. */
  readonly database: string;
  readonly redis: RedisTarget;
  /** What every name in Redis begins with. */
  readonly redisPrefix: string;
  /** Connections to the database for writing, and as many for reading. */
  readonly pool: number;
}

export interface Config {
  /** 0 takes any free port. */
  readonly port: number;
  /** Address to listen on. This machine only, unless someone opens it: a discussion server is not for the café's whole network by accident. */
  readonly host: string;
  /** Where one of many instances finds the others; undefined: alone, on the data folder. */
  readonly shared: Shared | undefined;
  /** Folder of the embedded database, absolute. Not touched where `shared` is. */
  readonly dataFolder: string;
  /** Secrets that sign guest tokens, the newest first; undefined: one is made and kept in the data folder. */
  readonly secrets: readonly string[] | undefined;
  /** Origins that may embed discussions. */
  readonly origins: readonly string[];
  /** Where people reach this server; undefined: `http://localhost:PORT`. */
  readonly publicUrl: string | undefined;
  readonly trustProxy: TrustProxy;
  /** Whether an empty store gets the demo rooms. */
  readonly demo: boolean;
  readonly logLevel: 'info' | 'warn' | 'error' | 'silent';
  /** What its lines of the log are signed with; undefined: a name that is made anew at each start. */
  readonly instance: string | undefined;
  readonly rates: Readonly<Record<RateName, Rate>>;
  /** Bytes that may wait in the process for all connections together. */
  readonly queuedBytesMax: number;
  /** Connections that one address may hold at a time. */
  readonly connectionsPerAddress: number;
  /** How long to serve on after a signal to stop, so that a proxy hears of it first, ms. */
  readonly drainNoticeMs: number;
  /** Where Prometheus asks; undefined: nowhere, and nothing is counted. */
  readonly metrics: MetricsAddress | undefined;
  /** Address of a development server for the site's sources; undefined: the built site is served. */
  readonly siteDev: string | undefined;
}

export type ConfigAnswer =
  | { readonly ok: true; readonly config: Config }
  | { readonly ok: false; readonly faults: readonly string[] };

type Env = Readonly<Record<string, string | undefined>>;

/** Names of ours that other programs of this project read: tests, browsers of tests, the site's development. */
const ELSEWHERE = new Set([
  'PARLEY_CHROMIUM',
  'PARLEY_PROMTOOL',
  'PARLEY_SEED',
  'PARLEY_SEEDS',
  'PARLEY_DEV_SERVER',
  'PARLEY_REDIS_SERVER',
  'PARLEY_POSTGRES_BIN',
  'PARLEY_HAPROXY',
]);

/** Variables that look like ours and set nothing, such as a mistyped PARLEY_ORIGIN: their owner thinks they do. */
export function unknownVariables(env: Env): readonly string[] {
  return Object.keys(env).filter((name) => name.startsWith('PARLEY_') && !(name in VARIABLES) && !ELSEWHERE.has(name));
}

/** What is set. An empty variable counts as absent, as compose files write it. */
export const whatIsSet = (env: Env): Env =>
  Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value.trim() !== ''));

/** Many instances are one site only when all three are the same for all of them: half of it is a mistake, said in one line. */
function halfFault(env: Env): string | undefined {
  const given = ['REDIS_URL', 'DATABASE_URL'].filter((name) => env[name] !== undefined);
  const missing = ['REDIS_URL', 'DATABASE_URL', 'PARLEY_SECRET'].filter((name) => env[name] === undefined);
  if (given.length === 0 || missing.length === 0) return undefined;
  const all = (names: readonly string[]) => `${names.join(' and ')} ${names.length > 1 ? 'are' : 'is'}`;
  return `${all(given)} set and ${all(missing)} missing: several instances need one Redis, one Postgres and one secret in common.`;
}

/** infra/proxy/haproxy.cfg asks every 500 ms and believes the second answer. */
const DRAIN_NOTICE_MS = 1_200;
const BYTES_PER_MIB = 1_048_576;

/** Reads the configuration. */
export function readConfig(input: Env): ConfigAnswer {
  const env = whatIsSet(input);
  const faults: string[] = [];
  const values: Record<string, unknown> = {};
  for (const [name, { kind, standard }] of Object.entries(VARIABLES)) {
    const text = env[name] ?? standard;
    if (text === undefined) continue;
    const parsed = kind.safeParse(text);
    if (parsed.success) values[name] = parsed.data;
    else faults.push(`${name} ${parsed.error.issues[0]?.message}`);
  }
  // A rate of a name that does not exist would be without effect, and its owner would think it is set.
  for (const name of Object.keys(env)) {
    if (name.startsWith(rateVariable('')) && !(name in VARIABLES))
      faults.push(`${name} is no rate: there are ${rateNames.map(rateVariable).join(', ')}`);
  }
  const half = halfFault(env);
  if (half) faults.push(half);
  if (faults.length > 0) return { ok: false, faults };
  return { ok: true, config: configOf(values as unknown as Values, values) };
}

/** The settings of an environment. Throws a `StartFault` when a server would not start with them. */
export function soundConfig(env: Env): Config {
  const read = readConfig(env);
  if (!read.ok) throw new StartFault(read.faults.join('\n'));
  return read.config;
}

function configOf(values: Values, all: Readonly<Record<string, unknown>>): Config {
  const { DATABASE_URL: database, REDIS_URL: redis, PARLEY_REDIS_PREFIX: redisPrefix } = values;
  const { PARLEY_METRICS_HOST: metricsHost, PARLEY_METRICS_PORT: metricsPort, PARLEY_DATABASE_POOL: pool } = values;
  return {
    port: values.PORT,
    host: values.HOST,
    shared: database !== undefined && redis !== undefined ? { database, redis, redisPrefix, pool } : undefined,
    dataFolder: resolve(values.PARLEY_DATA),
    secrets: values.PARLEY_SECRET,
    origins: values.PARLEY_ORIGINS,
    publicUrl: values.PARLEY_PUBLIC_URL,
    trustProxy: values.TRUST_PROXY,
    demo: values.PARLEY_DEMO,
    logLevel: values.PARLEY_LOG,
    instance: values.PARLEY_INSTANCE,
    rates: Object.fromEntries(rateNames.map((name) => [name, all[rateVariable(name)] ?? RATES[name]])) as Config['rates'],
    queuedBytesMax: values.PARLEY_QUEUED_MIB * BYTES_PER_MIB,
    connectionsPerAddress: values.PARLEY_CONNECTIONS_PER_ADDRESS,
    drainNoticeMs: values.PARLEY_DRAIN_NOTICE ?? (database === undefined ? 0 : DRAIN_NOTICE_MS),
    metrics: metricsPort === undefined ? undefined : { host: metricsHost, port: metricsPort },
    siteDev: values.PARLEY_SITE_DEV,
  };
}
