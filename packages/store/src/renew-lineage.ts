/** Says that another history goes on in a database, which only an operator can know: after a restore from a dump or a snapshot. */
import { sql } from 'kysely';
import { Sessions } from './dialects/postgres-pool.ts';
import { LINEAGE_KEY, secret } from './meta.ts';

/**
 * Names the database's history anew and closes the connections of all running instances: they find a new epoch with their next one.
 * Rejects with a StoreError when the database cannot be reached.
 */
export async function renewLineage(url: string): Promise<void> {
  const sessions = new Sessions({ url, size: 1, onReport: () => undefined });
  try {
    await sessions.bare(async ({ db }) => {
      await db
        .updateTable('meta')
        .set({ value: secret(12) })
        .where('key', '=', LINEAGE_KEY)
        .execute();
      await sql`
        select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and application_name = 'parley' and pid <> pg_backend_pid()`.execute(db);
    });
  } finally {
    await sessions.close();
  }
}
