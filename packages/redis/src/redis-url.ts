/** Reads the address of Redis: one server, or a primary that Sentinels know. */
import type { RedisOptions } from 'ioredis';

/** Where Redis is and how to sign in there. */
export type RedisTarget = Pick<
  RedisOptions,
  'host' | 'port' | 'db' | 'username' | 'password' | 'tls' | 'sentinels' | 'name' | 'enableTLSForSentinelMode'
>;

export type ReadTarget = { readonly ok: true; readonly target: RedisTarget } | { readonly ok: false; readonly fault: string };

const REDIS_PORT = 6379;
const SENTINEL_PORT = 26_379;
const PORT_MAX = 65_535;

const ADDRESS =
  /^redis(?<tls>s)?(?<sentinel>\+sentinel)?:\/\/(?:(?<user>[^:@/]*)(?::(?<password>[^@/]*))?@)?(?<hosts>[^/?#@]+)(?<path>\/[^?#]*)?$/;
const HOST = /^(?:\[(?<v6>[0-9a-fA-F:.]+)\]|(?<name>[^:[\]\s]+))(?::(?<port>\d{1,5}))?$/;

/** Never repeats what was given: there may be a password in it. */
const FAULT =
  'must be redis://[user:password@]host[:port][/database], rediss:// for TLS, or redis+sentinel://host[:port],host[:port]/primary[/database]';

/**
 * `redis://` and `rediss://` name one server, `redis+sentinel://` (or `rediss+sentinel://`) the Sentinels and the name of the primary.
 * User, password and database are those of Redis itself.
 */
export function readRedisUrl(url: string): ReadTarget {
  const parts = ADDRESS.exec(url.trim())?.groups;
  const hosts = parts?.hosts?.split(',').map((host) => readHost(host, parts.sentinel ? SENTINEL_PORT : REDIS_PORT));
  const first = hosts?.[0];
  if (!parts || !hosts || !first || hosts.includes(undefined)) return { ok: false, fault: FAULT };
  const path = (parts.path ?? '').split('/').slice(1);
  const name = parts.sentinel ? path.shift() : undefined;
  const db = path.shift() || '0';
  if (path.length > 0 || !/^\d{1,4}$/.test(db) || (parts.sentinel ? !name : hosts.length > 1)) return { ok: false, fault: FAULT };
  const user = decoded(parts.user);
  const password = decoded(parts.password);
  if (user === undefined || password === undefined) return { ok: false, fault: FAULT };
  const target: RedisTarget = {
    db: Number(db),
    ...(user && { username: user }),
    ...(password && { password }),
    ...(parts.tls && { tls: {} }),
  };
  if (!parts.sentinel) return { ok: true, target: { ...target, ...first } };
  const sentinels = hosts.filter((host) => host !== undefined);
  return { ok: true, target: { ...target, sentinels, name: name ?? '', ...(parts.tls && { enableTLSForSentinelMode: true }) } };
}

function readHost(text: string, defaultPort: number): { readonly host: string; readonly port: number } | undefined {
  const parts = HOST.exec(text)?.groups;
  const host = parts?.v6 ?? parts?.name;
  const port = Number(parts?.port ?? defaultPort);
  return host && port > 0 && port <= PORT_MAX ? { host, port } : undefined;
}

function decoded(text = ''): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
