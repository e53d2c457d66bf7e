/** A Postgres of a suite's own, with a database for each test. */
import { type Postgres, startPostgres as startPrograms } from '@parley/topology';
import { Client } from 'pg';

export interface PostgresCluster extends Omit<Postgres, 'sql' | 'close'> {
  /** Drops a database, with whoever is still connected. */
  drop(url: string): Promise<void>;
  /** Runs SQL as an administrator would. */
  sql(url: string, text: string): Promise<readonly Record<string, unknown>[]>;
  /** Ends it, with all its data. */
  end(): Promise<void>;
}

async function sql(url: string, text: string): Promise<readonly Record<string, unknown>[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}

/** Makes and starts one, as it comes: each commit waits for the disk. */
export async function startPostgres(): Promise<PostgresCluster> {
  const postgres = await startPrograms();
  return {
    ...postgres,
    sql,
    async drop(url) {
      await sql(postgres.url('postgres'), `drop database ${url.slice(url.lastIndexOf('/') + 1)} with (force)`);
    },
    end: () => postgres.close(),
  };
}
