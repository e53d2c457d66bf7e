/** The processes of a Parley of many instances on one machine, for `npm run scale`, tests, benchmarks and fault runs. */
export { type Child, type ChildOptions, type Ended, startChild } from './child.ts';
export { type Addresses, type Cluster, type ClusterOptions, startCluster } from './cluster.ts';
export { type Blackhole, type FaultProxy, type FaultProxyOptions, type Faults, startFaultProxy } from './fault-proxy.ts';
export { freePort, isPortFree } from './free-port.ts';
export { type Backend, type Haproxy, type HaproxyOptions, startHaproxy } from './haproxy.ts';
export { localConfig } from './haproxy-config.ts';
export { type Instance, type InstanceOptions, startInstance } from './instance.ts';
export { type Postgres, type PostgresOptions, startPostgres } from './postgres.ts';
export { MissingProgram, postgresPrograms, redisServer } from './programs.ts';
export { type Redis, type RedisOptions, startRedis } from './redis.ts';
