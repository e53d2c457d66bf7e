import { busContract } from '@parley/engine/contract';
import { type Redis, startRedis } from '@parley/topology';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { arrived, openBus } from './ends.ts';

let redis: Redis;
beforeAll(async () => {
  redis = await startRedis();
});
afterAll(() => redis.close());

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
