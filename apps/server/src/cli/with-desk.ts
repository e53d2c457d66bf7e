/** Finds who carries out an order: the running server, or this process by itself when nobody uses the data folder. */
import { createEngine } from '@parley/engine';
import { memoryBus, memoryLimiter, memoryPresence } from '@parley/engine/memory';
import { eventEncoder, guestAuthenticator, noLog, noMetrics, systemClock, systemRandom } from '@parley/gateway';
import { readConfig } from '../config.ts';
import { openDataFolder } from '../data-folder.ts';
import { type KeeperDesk, keeperDesk } from '../keeper-desk.ts';
import { openStore } from '../open-store.ts';
import { keptSecret } from '../secret.ts';
import { StartFault } from '../start-fault.ts';
import { doorDesk } from './door-client.ts';

export async function withDesk<T>(env: NodeJS.ProcessEnv, run: (desk: KeeperDesk) => Promise<T>): Promise<T> {
  const read = readConfig(env);
  if (!read.ok) throw new StartFault(read.faults.join('\n'));
  const opened = openDataFolder(read.config.dataFolder);
  if (opened.kind === 'in-use') return run(doorDesk(opened.path));
  const { folder } = opened;
  try {
    const store = await openStore(folder);
    const secrets = read.config.secrets ?? [keptSecret(folder.path)];
    const engine = createEngine({
      store,
      bus: memoryBus(),
      presence: memoryPresence(),
      limiter: memoryLimiter(systemClock),
      authenticator: guestAuthenticator({ secrets, tagKey: await store.tagKey() }),
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
    }
  } finally {
    folder.release();
  }
}
