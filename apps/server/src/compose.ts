/** Which adapters stand behind the ports of this server: embedded storage, one process. */
import type { Log, RoomStore } from '@parley/engine';
import { memoryBus, memoryLimiter, memoryPresence } from '@parley/engine/memory';
import { createParleyServer, type PageRenderer, type ParleyServer, systemClock } from '@parley/gateway';
import type { Config } from './config.ts';

export interface Composition {
  readonly config: Config;
  readonly store: RoomStore;
  readonly secrets: readonly string[];
  readonly publicUrl: string;
  readonly renderer: PageRenderer | undefined;
  readonly log: Log;
}

export function compose({ config, store, secrets, publicUrl, renderer, log }: Composition): Promise<ParleyServer> {
  return createParleyServer({
    store,
    bus: memoryBus(),
    presence: memoryPresence(),
    limiter: memoryLimiter(systemClock, config.rates),
    secret: secrets,
    publicUrl,
    origins: config.origins,
    trustProxy: config.trustProxy,
    renderer,
    development: config.siteDev !== undefined,
    clock: systemClock,
    log,
  });
}
