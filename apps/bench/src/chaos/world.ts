/** Three instances, Redis and Postgres, with a fault proxy on every road between them and before each instance. */
import { type Cluster, type FaultProxy, freePort, type Instance, startCluster, startFaultProxy } from '@parley/topology';
import { raisedRates } from '../processes/parley.ts';
import { PUBLIC_URL } from '../room.ts';

/** An instance and the roads to and from it. */
export interface Place {
  readonly name: string;
  readonly instance: Instance;
  /** People come through this one. */
  readonly clients: FaultProxy;
  readonly redis: FaultProxy;
  readonly postgres: FaultProxy;
  /** Where people reach it. */
  readonly url: string;
  /** Where its numbers are. */
  readonly metricsUrl: string;
}

export interface World {
  readonly cluster: Cluster;
  readonly places: readonly Place[];
  /** Everything is as it should be: no road is broken. Programs that stand still are their fault's own business. */
  mend(): void;
  close(): Promise<void>;
}

export interface WorldOptions {
  readonly instances?: number;
  readonly random: () => number;
  readonly onLog?: (text: string) => void;
}

/** With one instance less than three nothing can be between two others. */
const INSTANCES = 3;

const portOf = (url: string) => Number(new URL(url).port);

export async function startWorld({ instances = INSTANCES, random, onLog }: WorldOptions): Promise<World> {
  const roads: { redis: FaultProxy; postgres: FaultProxy; metricsUrl: string }[] = [];
  const fronts: FaultProxy[] = [];
  const cluster = await startCluster({
    instances,
    env: { ...raisedRates, PARLEY_PUBLIC_URL: PUBLIC_URL, PARLEY_LOG: 'warn' },
    ...(onLog && { onStderr: onLog }),
    async addresses(_index, plain) {
      const redis = await startFaultProxy({ to: portOf(plain.REDIS_URL), random });
      const postgres = await startFaultProxy({ to: portOf(plain.DATABASE_URL), random });
      const metrics = await freePort();
      roads.push({ redis, postgres, metricsUrl: `http://127.0.0.1:${metrics}/metrics` });
      const through = (url: string, { port }: FaultProxy) => url.replace(`:${portOf(url)}`, `:${port}`);
      return {
        REDIS_URL: through(plain.REDIS_URL, redis),
        DATABASE_URL: through(plain.DATABASE_URL, postgres),
        PARLEY_METRICS_PORT: `${metrics}`,
      };
    },
  });
  const places: Place[] = [];
  for (const [index, instance] of cluster.instances.entries()) {
    const road = roads[index];
    if (!road) throw new Error(`Instance ${index + 1} has no roads.`);
    const clients = await startFaultProxy({ to: instance.port, random });
    fronts.push(clients);
    places.push({ name: `instance-${index + 1}`, instance, clients, ...road, url: `http://127.0.0.1:${clients.port}` });
  }
  return {
    cluster,
    places,
    mend() {
      for (const { clients, redis, postgres } of places) for (const road of [clients, redis, postgres]) road.set({});
    },
    async close() {
      // The programs first: nobody is left to notice that the roads end.
      await cluster.close();
      await Promise.all([...fronts, ...roads.flatMap(({ redis, postgres }) => [redis, postgres])].map((road) => road.close()));
    },
  };
}
