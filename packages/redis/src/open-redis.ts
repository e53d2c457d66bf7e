/** All that an instance has of Redis, from one address. */
import type { Bus, Clock, Limiter, Log, PresenceStore, Random } from '@parley/engine';
import type { Rate, RateName } from '@parley/protocol';
import type { Redis } from 'ioredis';
import { redisNames } from './channels.ts';
import { type Connections, closeConnection, openConnections } from './connections.ts';
import { RedisBus } from './redis-bus.ts';
import { redisLimiter } from './redis-limiter.ts';
import { RedisPresence } from './redis-presence.ts';
import type { RedisTarget } from './redis-url.ts';

/** How long the first connection may take, ms. */
const OPEN_MS = 5_000;

export interface OpenRedisOptions {
  readonly target: RedisTarget;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  /** This process, as `newInstanceId` names it. */
  readonly instance: string;
  /** What all names in Redis begin with; sites that share one need different ones. */
  readonly prefix?: string;
  readonly rates?: Partial<Record<RateName, Rate>>;
}

/** The engine's ports over Redis. The engine closes bus and presence; `close` ends the connections after that. */
export interface RedisParts {
  readonly bus: Bus;
  readonly presence: PresenceStore;
  readonly limiter: Limiter;
  /** Whether commands are taken and every subscription is confirmed. */
  isReady(): boolean;
  close(): void;
}

/** Redis cannot be used; the message is one line and holds no password. */
export class RedisFault extends Error {}

/**
 * Connects. Rejects with a `RedisFault` when Redis does not take commands within `OPEN_MS`; whatever happens later heals by itself.
 */
export async function openRedis(options: OpenRedisOptions): Promise<RedisParts> {
  const { target, clock, random, log, instance, prefix, rates = {} } = options;
  const connections = openConnections(target, { random, log });
  const close = (): void => Object.values(connections).forEach(closeConnection);
  try {
    await bothReady(connections, clock);
  } catch (error) {
    close();
    throw error;
  }
  const parts = { names: redisNames(prefix), instance, clock, log };
  const { commands } = connections;
  const bus = new RedisBus({ ...parts, connections });
  return {
    bus,
    presence: new RedisPresence({ ...parts, commands }),
    limiter: redisLimiter({ ...parts, commands, rates }),
    isReady: () => commands.status === 'ready' && bus.isWhole,
    close,
  };
}

/** What waiting does not help against. */
const FINAL = /^(WRONGPASS|NOAUTH|NOPERM)/;

async function bothReady({ commands, subscriber }: Connections, clock: Clock): Promise<void> {
  let reason = 'no answer';
  await new Promise<void>((resolve, reject) => {
    const fail = (): void => reject(new RedisFault(`Redis cannot be used: ${reason.split('\n')[0]}`));
    const late = clock.after(OPEN_MS, fail);
    const ready = (redis: Redis): Promise<void> =>
      new Promise((done) => {
        redis.on('error', (error: Error) => {
          reason = error.message;
          if (FINAL.test(reason)) fail();
        });
        redis.once('ready', () => done());
      });
    void Promise.all([commands, subscriber].map(ready)).then(() => {
      late.cancel();
      resolve();
    });
  });
}
