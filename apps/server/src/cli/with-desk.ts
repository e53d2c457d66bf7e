/**
 * Finds who carries out an order: the running server of a data folder, or this process by itself. On Redis and Postgres this process
 * is one more instance for a moment, and what it does appears live on all of them.
 */
import { createEngine } from '@parley/engine';
import { eventEncoder, guestAuthenticator, noLog, noMetrics, systemClock, systemRandom } from '@parley/gateway';
import { newInstanceId } from '@parley/redis';
import { type Backing, openAlone, openShared } from '../backing.ts';
import { soundConfig } from '../config.ts';
import { openDataFolder } from '../data-folder.ts';
import { type KeeperDesk, keeperDesk } from '../keeper-desk.ts';
import { doorDesk } from './door-client.ts';

export async function withDesk<T>(env: NodeJS.ProcessEnv, run: (desk: KeeperDesk) => Promise<T>): Promise<T> {
  const config = soundConfig(env);
  if (config.shared) return runOn(await openShared(config.shared, config, noLog, newInstanceId(systemRandom)), run);
  const opened = openDataFolder(config.dataFolder);
  if (opened.kind === 'in-use') return run(doorDesk(opened.path));
  try {
    return await runOn(await openAlone(opened.folder, config, noLog), run);
  } finally {
    opened.folder.release();
  }
}

async function runOn<T>(backing: Backing, run: (desk: KeeperDesk) => Promise<T>): Promise<T> {
  const { store, bus, presence, limiter, secrets, release } = backing;
  const authenticator = guestAuthenticator({ secrets, tagKey: await store.tagKey() });
  const engine = createEngine({
    store,
    bus,
    presence,
    limiter,
    authenticator,
    encoder: eventEncoder,
    clock: systemClock,
    random: systemRandom,
    log: noLog,
    metrics: noMetrics,
  });
  try {
    return await run(keeperDesk(engine, store));
  } finally {
    await engine.drain(0);
    release();
  }
}
