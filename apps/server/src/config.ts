/** Environment → validated configuration. Every fault names its variable. */
import { resolve } from 'node:path';
import { canonicalOrigin, parseNetwork, type TrustProxy } from '@parley/gateway';
import { RATES, type Rate, type RateName } from '@parley/protocol';
import * as z from 'zod/mini';
import { secretFault } from './secret.ts';

export interface Config {
  /** 0 takes any free port. */
  readonly port: number;
  /** Address to listen on. This machine only, unless someone opens it: a discussion server is not for the café's whole network by accident. */
  readonly host: string;
  /** Folder of the database, absolute. */
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
  readonly rates: Partial<Record<RateName, Rate>>;
  /** Address of a development server for the site's sources; undefined: the built site is served. */
  readonly siteDev: string | undefined;
}

export type ConfigAnswer =
  | { readonly ok: true; readonly config: Config }
  | { readonly ok: false; readonly faults: readonly string[] };

type Env = Readonly<Record<string, string | undefined>>;

/** `addressWrites` → `PARLEY_RATE_ADDRESS_WRITES`. */
const rateVariable = (name: string): string => `PARLEY_RATE_${name.replace(/[A-Z]/g, '_$&').toUpperCase()}`;
const rateNames = Object.keys(RATES) as RateName[];

const text = (fits: (value: string) => boolean, fault: string) => z.optional(z.string().check(z.refine(fits, { error: fault })));
const list = (value: string | undefined): string[] =>
  (value ?? '')
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '');

const isPort = (value: string) => /^\d{1,5}$/.test(value) && Number(value) <= 65_535;
const isTrust = (value: string) =>
  value === 'none' || /^\d{1,2}$/.test(value) || list(value).every((entry) => parseNetwork(entry));
const RATE = /^([1-9]\d{0,8})\/([1-9]\d{0,8})$/;

const environment = z.object({
  PORT: text(isPort, 'must be a port number from 0 to 65535'),
  HOST: text((value) => /^[\w.:%-]{1,255}$/.test(value), 'must be an address or a host name'),
  PARLEY_DATA: z.optional(z.string()),
  PARLEY_SECRET: z.optional(z.string()),
  PARLEY_ORIGINS: text(
    (value) => list(value).every((entry) => canonicalOrigin(entry) === entry),
    'must be a comma-separated list of origins, such as https://example.org',
  ),
  PARLEY_PUBLIC_URL: text(
    (value) => canonicalOrigin(value) !== undefined,
    'must be an http or https address without a path, such as https://talk.example.org',
  ),
  TRUST_PROXY: text(isTrust, 'must be none, a number of proxies, or a comma-separated list of addresses and networks'),
  PARLEY_DEMO: text((value) => value === '0' || value === '1', 'must be 0 or 1'),
  PARLEY_LOG: text((value) => ['info', 'warn', 'error', 'silent'].includes(value), 'must be info, warn, error or silent'),
  PARLEY_SITE_DEV: text((value) => canonicalOrigin(value) !== undefined, 'must be an http address without a path'),
  ...Object.fromEntries(
    rateNames.map((name) => [
      rateVariable(name),
      text((value) => RATE.test(value), 'must be BURST/MS: permits at once, and ms until the next one, such as 30/5000'),
    ]),
  ),
});

function trustOf(value = 'none'): TrustProxy {
  if (value === 'none') return { kind: 'none' };
  return /^\d+$/.test(value) ? { kind: 'hops', hops: Number(value) } : { kind: 'networks', networks: list(value) };
}

function ratesOf(env: Env): Config['rates'] {
  const rates: Partial<Record<RateName, Rate>> = {};
  for (const name of rateNames) {
    const [, burst, everyMs] = RATE.exec(env[rateVariable(name)] ?? '') ?? [];
    if (burst && everyMs) rates[name] = { burst: Number(burst), everyMs: Number(everyMs) };
  }
  return rates;
}

/** Names of ours that other programs of this project read: tests, browsers of tests, the site's development. */
const ELSEWHERE = new Set(['PARLEY_CHROMIUM', 'PARLEY_SEED', 'PARLEY_DEV_SERVER']);

/** Variables that look like ours and set nothing, such as a mistyped PARLEY_ORIGIN: their owner thinks they do. */
export function unknownVariables(env: Env): readonly string[] {
  return Object.keys(env).filter((name) => name.startsWith('PARLEY_') && !(name in environment.shape) && !ELSEWHERE.has(name));
}

/** Reads the configuration. An empty variable counts as absent, as compose files write it. */
export function readConfig(input: Env): ConfigAnswer {
  const env: Env = Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined && value.trim() !== ''));
  const parsed = environment.safeParse(env);
  const faults = (parsed.error?.issues ?? []).map((issue) => `${issue.path.join('.')} ${issue.message}`);
  // A rate of a name that does not exist would be without effect, and its owner would think it is set.
  const known = new Set(rateNames.map(rateVariable));
  for (const name of Object.keys(env)) {
    if (name.startsWith(rateVariable('')) && !known.has(name))
      faults.push(`${name} is no rate: there are ${[...known].join(', ')}`);
  }
  // The value itself is never repeated: it would end in a log.
  const secrets = list(env.PARLEY_SECRET);
  const weak = secrets.map(secretFault).find((fault) => fault !== undefined);
  if (weak) faults.push(`PARLEY_SECRET ${weak}`);
  if (faults.length > 0) return { ok: false, faults };
  return {
    ok: true,
    config: {
      port: Number(env.PORT ?? 3000),
      host: env.HOST ?? '127.0.0.1',
      dataFolder: resolve(env.PARLEY_DATA ?? '.parley'),
      secrets: secrets.length > 0 ? secrets : undefined,
      origins: list(env.PARLEY_ORIGINS),
      publicUrl: env.PARLEY_PUBLIC_URL && canonicalOrigin(env.PARLEY_PUBLIC_URL),
      trustProxy: trustOf(env.TRUST_PROXY),
      demo: env.PARLEY_DEMO !== '0',
      logLevel: (env.PARLEY_LOG ?? 'warn') as Config['logLevel'],
      rates: ratesOf(env),
      siteDev: env.PARLEY_SITE_DEV && canonicalOrigin(env.PARLEY_SITE_DEV),
    },
  };
}
