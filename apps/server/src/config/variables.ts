/** Every variable that a server reads: the one table that validation, the lines of a start, `parley config` and the docs come from. */
import { RATES, type RateName } from '@parley/protocol';
import type * as z from 'zod/mini';
import {
  anyText,
  databaseUrl,
  flag,
  host,
  type Kind,
  name,
  oneOf,
  origin,
  origins,
  port,
  rate,
  redisPrefix,
  redisUrl,
  secrets,
  trust,
  whole,
} from './kinds.ts';

export interface Variable<T> {
  readonly kind: Kind<T>;
  /** As it would be written; undefined: nothing is set, and `meaning` says what follows. */
  readonly standard: string | undefined;
  /** Of a number that has one. */
  readonly unit?: string;
  /** One sentence for an operator. */
  readonly meaning: string;
  /** How it is shown: not at all, or an address without its password. */
  readonly shown?: 'hidden' | 'address';
  /** Replaces the heading under which it and the following ones stand. */
  readonly group?: string;
}

const variable = <T, Standard extends string | undefined>(
  kind: Kind<T>,
  standard: Standard,
  meaning: string,
  more: Pick<Variable<T>, 'unit' | 'shown' | 'group'> = {},
): Variable<T> & { readonly standard: Standard } => ({ kind, standard, meaning, ...more });

/** `addressWrites` → `PARLEY_RATE_ADDRESS_WRITES`. */
export const rateVariable = <Name extends string>(name: Name): string =>
  `PARLEY_RATE_${name.replace(/[A-Z]/g, '_$&').toUpperCase()}`;

const OWN = {
  PORT: variable(port, '3000', 'Port to listen on; 0 takes any free one.', { group: 'Where it listens' }),
  HOST: variable(host, '127.0.0.1', 'Address to listen on; `0.0.0.0` opens it to the network.'),
  PARLEY_PUBLIC_URL: variable(
    origin('must be an http or https address without a path, such as https://talk.example.org'),
    undefined,
    'Where people reach this server; needed as soon as that is not `http://localhost:PORT`.',
  ),
  PARLEY_ORIGINS: variable(origins, '', 'Other origins whose pages may embed discussions, exact, separated by commas.'),
  TRUST_PROXY: variable(
    trust,
    'none',
    'Whose `X-Forwarded-For` counts: `none`, a number of proxies in front, or their addresses and networks, separated by commas.',
  ),

  PARLEY_SECRET: variable(
    secrets,
    undefined,
    'Signs guest tokens: at least 32 random bytes, older ones after it, separated by commas. Alone, one is made and kept in the data folder; of several instances each needs the same.',
    { shown: 'hidden', group: 'What it keeps, and where' },
  ),
  PARLEY_DATA: variable(
    anyText,
    '.parley',
    'Folder of the embedded database, used by one process at a time. Several instances on Redis and Postgres use none.',
  ),
  DATABASE_URL: variable(
    databaseUrl,
    undefined,
    'Postgres that all instances share: `postgres://user:password@host:port/database`. Set it and `REDIS_URL`, or neither.',
    { shown: 'address' },
  ),
  REDIS_URL: variable(
    redisUrl,
    undefined,
    'Redis that all instances share: `redis://[user:password@]host[:port][/database]`, `rediss://` for TLS, or `redis+sentinel://host,host/primary`.',
    { shown: 'address' },
  ),
  PARLEY_REDIS_PREFIX: variable(
    redisPrefix,
    'parley',
    'What every name in Redis begins with; sites that share one Redis need different ones.',
  ),
  PARLEY_DATABASE_POOL: variable(
    whole(1, 100),
    '8',
    'Connections to Postgres for writing, and as many for reading: `max_connections` holds twice this for each instance, and some for tools.',
    { unit: 'connections' },
  ),
  PARLEY_DEMO: variable(flag, '1', '0 keeps an empty store empty; otherwise it gets the demo rooms.'),

  PARLEY_QUEUED_MIB: variable(
    whole(1, 65_536),
    '256',
    'Memory that may wait for slow viewers, all together; beyond it the worst are sent away and come back later.',
    { unit: 'MiB', group: 'What it bears' },
  ),

  PARLEY_CONNECTIONS_PER_ADDRESS: variable(
    whole(1, 1_000_000),
    '1000',
    'Connections that one address (IPv6: one /64) may hold at a time on one instance; this machine itself is not bounded. Behind a proxy this needs `TRUST_PROXY`: otherwise all people have the address of the proxy.',
    { unit: 'connections' },
  ),
  PARLEY_DRAIN_NOTICE: variable(
    // With it and all other bounds an instance ends within 10 s (DRAIN-3).
    whole(0, 1_500),
    undefined,
    'How many ms a stopping instance serves on while `/readyz` says that it drains, so that the proxy in front sends nobody new: more than the proxy takes to notice, at most 1500. Without it 1200 ms of several instances, and 0 alone.',
    { unit: 'ms' },
  ),

  PARLEY_LOG: variable(oneOf('info', 'warn', 'error', 'silent'), 'warn', 'Least level of the JSON lines on stderr.', {
    group: 'What it tells',
  }),
  PARLEY_INSTANCE: variable(
    name,
    undefined,
    'Name of this instance in the lines of its log; without it a random one of each start, printed where there are several.',
  ),
  PARLEY_METRICS_PORT: variable(
    port,
    undefined,
    'Port of its own for Prometheus, which asks for `/metrics` there; 0 takes any free one. Nothing is counted unless it is set.',
  ),
  PARLEY_METRICS_HOST: variable(
    host,
    '127.0.0.1',
    'Address that port listens on: `0.0.0.0` where Prometheus runs in another container. Not for the network that people come from.',
  ),
  PARLEY_SITE_DEV: variable(
    origin('must be an http address without a path'),
    undefined,
    'Address of a development server for the sources of the pages. Never for people.',
  ),
} as const;

const RATE_MEANINGS: Readonly<Record<RateName, string>> = {
  writes: 'Comments and edits of one person.',
  votes: 'Votes of one person.',
  reads: 'Reads of pages and earlier texts by one connection.',
  pages: 'Pages and snapshots over HTTP from one address.',
  guests: 'New guests from one address (IPv6: one /64).',
  addressWrites: 'Comments and edits from one address.',
  commentVotes: "Guests' votes on one comment from one address.",
  roomWrites: 'Comments in one room, all people together.',
};

export const rateNames = Object.keys(RATES) as RateName[];

const RATE_VARIABLES: Readonly<Record<string, Variable<z.output<typeof rate>>>> = Object.fromEntries(
  rateNames.map((name, at) => [
    rateVariable(name),
    variable(rate, `${RATES[name].burst}/${RATES[name].everyMs}`, RATE_MEANINGS[name], {
      unit: 'BURST/MS',
      ...(at === 0 && { group: 'Limits: permits at once, and ms until each next one' }),
    }),
  ]),
);

type Own = typeof OWN;
/** What the variables say, where they or their standards say something. */
export type Values = {
  readonly [Name in keyof Own]: Own[Name]['standard'] extends string
    ? z.output<Own[Name]['kind']>
    : z.output<Own[Name]['kind']> | undefined;
};

export const VARIABLES: Readonly<Record<string, Variable<unknown>>> = { ...OWN, ...RATE_VARIABLES };
