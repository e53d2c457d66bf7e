/** What instances share beside the store, over Redis: bus, presence and limits. */
export { openConnections } from './connections.ts';
export { RedisBus } from './redis-bus.ts';
export { type ReadTarget, type RedisTarget, readRedisUrl } from './redis-url.ts';
