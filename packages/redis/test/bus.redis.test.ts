import { busContract } from '@parley/engine/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { arrived, openBus } from './ends.ts';
import { type RedisServer, startRedis } from './redis-server.ts';

let redis: RedisServer;
beforeAll(async () => {
  redis = await startRedis();
});
afterAll(() => redis.kill());

busContract({ describe, it, expect }, async () => {
  const [here, there] = [await openBus(redis.url), await openBus(redis.url)];
  const ends = [here, there];
  return {
    here: here.bus,
    there: there.bus,
    arrived: () => arrived(ends.map(({ line }) => line)),
    async close() {
      for (const end of ends) await end.close();
    },
  };
});
