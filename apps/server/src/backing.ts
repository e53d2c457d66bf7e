/** What stands behind the ports of a server: alone on a data folder, or one of many instances on Redis and Postgres. */
import type { Bus, Limiter, Log, PresenceStore, RoomStore } from '@parley/engine';
import { memoryBus, memoryLimiter, memoryPresence } from '@parley/engine/memory';
import { systemClock, systemRandom } from '@parley/gateway';
import { openRedis, RedisFault } from '@parley/redis';
import type { Config, Shared } from './config.ts';
import type { DataFolder } from './data-folder.ts';
import { openSharedStore, openStore } from './open-store.ts';
import { keptSecret } from './secret.ts';
import { StartFault } from './start-fault.ts';

/** The engine closes store, bus and presence; `release` lets go of the rest after that. */
export interface Backing {
  readonly store: RoomStore;
  readonly bus: Bus;
  readonly presence: PresenceStore;
  readonly limiter: Limiter;
  readonly secrets: readonly string[];
  /** Whether what the instances share besides the store is there and whole. */
  isBusReady(): boolean;
  release(): void;
}

export type BackedConfig = Pick<Config, 'rates' | 'secrets'>;

/** One process, with everything in its folder. Throws a `StartFault` when that cannot be used. */
export async function openAlone(folder: DataFolder, config: BackedConfig, log: Log): Promise<Backing> {
  const store = await openStore(folder, log);
  return {
    store,
    bus: memoryBus(),
    presence: memoryPresence(),
    limiter: memoryLimiter(systemClock, config.rates),
    secrets: config.secrets ?? [keptSecret(folder.path)],
    isBusReady: () => true,
    release: folder.release,
  };
}

/**
 * One of many instances; `instance` as `newInstanceId` names it. Nothing is kept on the machine, so that any number of them run on one
 * and none is missed. Throws a `StartFault` when Redis or Postgres cannot be used now; whatever happens to them later heals by itself.
 */
export async function openShared(shared: Shared, config: BackedConfig, log: Log, instance: string): Promise<Backing> {
  const store = await openSharedStore(shared, log);
  let isOpen = false;
  const redis = await openRedis({
    target: shared.redis,
    prefix: shared.redisPrefix,
    clock: systemClock,
    random: systemRandom,
    instance,
    // A start that fails says so once, by its fault.
    log: onlyWhile(() => isOpen, log),
    rates: config.rates,
  }).catch(async (error: unknown) => {
    await store.close();
    throw error instanceof RedisFault ? new StartFault(`${error.message}. Look at REDIS_URL.`) : error;
  });
  isOpen = true;
  return {
    store,
    bus: redis.bus,
    presence: redis.presence,
    limiter: redis.limiter,
    // The configuration of several instances has them, or was refused.
    secrets: config.secrets ?? [],
    isBusReady: () => redis.isReady(),
    release: () => redis.close(),
  };
}

const onlyWhile = (fits: () => boolean, log: Log): Log => ({
  info: (event, fields) => fits() && log.info(event, fields),
  warn: (event, fields) => fits() && log.warn(event, fields),
  error: (event, fields) => fits() && log.error(event, fields),
});
