/** Says that another history goes on in a database, which only an operator can know: after a restore from a dump or a snapshot. */
import { sql } from 'kysely';
import { INSTANCE, refuseUnlessParley, withAdministrator } from './dialects/postgres-administrator.ts';
import { LINEAGE_KEY, secret } from './meta.ts';

/**
 * Names the database's history anew and closes the connections of all running instances: they find a new epoch with their next one.
 * Gives how many connections that were. Rejects with a StoreError when the database cannot be reached or holds no Parley.
 */
export async function renewLineage(url: string): Promise<number> {
  return withAdministrator(url, async ({ db }) => {
    await refuseUnlessParley(db);
    await db
      .updateTable('meta')
      .set({ value: secret(12) })
      .where('key', '=', LINEAGE_KEY)
      .execute();
    const { rows } = await sql`
      select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and application_name = ${INSTANCE}`.execute(db);
    return rows.length;
  });
}
