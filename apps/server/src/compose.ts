/** A gateway on what stands behind its ports. */
import type { Log, Metrics } from '@parley/engine';
import { createParleyServer, type PageRenderer, type ParleyServer, systemClock } from '@parley/gateway';
import type { Backing } from './backing.ts';
import type { Config } from './config.ts';

export interface Composition {
  readonly config: Config;
  readonly backing: Backing;
  readonly publicUrl: string;
  readonly renderer: PageRenderer | undefined;
  readonly log: Log;
  readonly metrics: Metrics;
}

export function compose({ config, backing, publicUrl, renderer, log, metrics }: Composition): Promise<ParleyServer> {
  return createParleyServer({
    store: backing.store,
    bus: backing.bus,
    presence: backing.presence,
    limiter: backing.limiter,
    secret: backing.secrets,
    publicUrl,
    origins: config.origins,
    trustProxy: config.trustProxy,
    renderer,
    development: config.siteDev !== undefined,
    isBusReady: backing.isBusReady,
    queuedBytesMax: config.queuedBytesMax,
    connectionsPerAddress: config.connectionsPerAddress,
    clock: systemClock,
    log,
    metrics,
  });
}
