/** What instances share beside the store, over Redis: bus, presence and limits. */
export { newInstanceId } from './instance-id.ts';
export { type OpenRedisOptions, openRedis, RedisFault, type RedisParts } from './open-redis.ts';
export { type ReadTarget, type RedisTarget, readRedisUrl } from './redis-url.ts';
