/**
 * The two connections of an instance. Commands and publishing share one that keeps nothing for later; subscriptions have their
 * own, since whoever listens must not wait behind what is said.
 */
import type { Log, Random } from '@parley/engine';
import { Redis, type RedisOptions } from 'ioredis';
import type { RedisTarget } from './redis-url.ts';

/** How long one command may take, ms. Longer than any healthy answer, shorter than a person's patience. */
const COMMAND_TIMEOUT_MS = 1_000;
/**
 * Silence after a command that ends the connection, ms. A hung server takes bytes without answering; closing throws away what the
 * system has queued, which would be stale when it comes back.
 */
const SILENCE_MS = 1_500;
const CONNECT_TIMEOUT_MS = 3_000;
/** First and longest wait before connecting again, ms; half of it by chance, so that instances do not come back together. */
const RETRY_MS = 100;
const RETRY_MAX_MS = 2_000;
const DOUBLINGS_MAX = 10;

export interface Connections {
  readonly commands: Redis;
  readonly subscriber: Redis;
}

export interface ConnectionParts {
  readonly random: Random;
  readonly log: Log;
}

const options = (target: RedisTarget, { random }: ConnectionParts): Omit<RedisOptions, 'replyMapping'> => ({
  ...target,
  lazyConnect: true,
  // What cannot be sent at once is not sent: old news is no news, and the store is the record.
  enableOfflineQueue: false,
  autoResendUnfulfilledCommands: false,
  maxRetriesPerRequest: 0,
  // Subscriptions are renewed by us, in batches and confirmed; ioredis neither tells when they are nor hears when they fail.
  autoResubscribe: false,
  commandTimeout: COMMAND_TIMEOUT_MS,
  socketTimeout: SILENCE_MS,
  connectTimeout: CONNECT_TIMEOUT_MS,
  retryStrategy(times) {
    const wait = Math.min(RETRY_MAX_MS, RETRY_MS * 2 ** Math.min(times, DOUBLINGS_MAX));
    return wait / 2 + (random.next() * wait) / 2;
  },
});

/** Makes both connections and begins to connect; they come back by themselves for as long as they are not closed. */
export function openConnections(target: RedisTarget, parts: ConnectionParts): Connections {
  const outage: Outage = { away: new Set(), isTold: false };
  const open = (role: string): Redis => {
    const redis = new Redis({ ...options(target, parts), connectionName: `parley-${role}` });
    tellOnce(redis, role, outage, parts.log);
    // Failures come as events, and it tries again.
    redis.connect().catch(() => {});
    return redis;
  };
  return { commands: open('commands'), subscriber: open('subscriber') };
}

interface Outage {
  /** Connections that are not there, by role. */
  readonly away: Set<string>;
  isTold: boolean;
}

/** One line when the first connection goes and one when all are back, however often they try between the two. */
function tellOnce(redis: Redis, role: string, outage: Outage, log: Log): void {
  let reason = '';
  redis.on('error', (error: Error) => {
    reason = error.message;
  });
  redis.on('reconnecting', () => {
    outage.away.add(role);
    if (renewed.delete(redis) || outage.isTold) return;
    outage.isTold = true;
    log.warn('redis-lost', { connection: role, error: reason || 'it was closed' });
  });
  redis.on('ready', () => {
    reason = '';
    outage.away.delete(role);
    if (!outage.isTold || outage.away.size > 0) return;
    outage.isTold = false;
    log.warn('redis-back');
  });
}

/** Connections that were begun anew on purpose: who did it has told why. */
const renewed = new WeakSet<Redis>();

/** Begins a connection anew, unsent bytes dropped. */
export function renewStream(redis: Redis): void {
  renewed.add(redis);
  dropStream(redis);
}

/** Drops what a connection has open, unsent bytes included. */
function dropStream(redis: Redis): void {
  // Not `disconnect`: that waits for the other side to agree, and a mute one never does.
  redis.stream?.destroy();
}

/** Closes for good. */
export function closeConnection(redis: Redis): void {
  redis.disconnect();
  dropStream(redis);
}
