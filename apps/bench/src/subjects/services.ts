/** Redis and Postgres of a row's own. */
import { type Postgres, type Redis, startPostgres, startRedis } from '@parley/topology';

export interface Services {
  readonly redis: Redis;
  readonly postgres: Postgres;
}

/** Runs with fresh ones, and ends them whatever happens. */
export async function withServices<T>(run: (services: Services) => Promise<T>): Promise<T> {
  const redis = await startRedis();
  try {
    const postgres = await startPostgres();
    try {
      return await run({ redis, postgres });
    } finally {
      await postgres.close();
    }
  } finally {
    await redis.close();
  }
}
