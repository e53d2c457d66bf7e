/** One connection for work on a whole database, an operator's or that of a start: it may take as long as it takes. */
import { type Kysely, sql } from 'kysely';
import { Client } from 'pg';
import { StoreError } from '../errors.ts';
import type { Tables } from '../tables.ts';
import { TYPES } from './postgres.ts';
import { Line } from './postgres-line.ts';
import { kyselyOn } from './postgres-session.ts';

/** Time to get the connection, in ms. */
const CONNECT_TIMEOUT_MS = 5_000;

/** Who stops in the middle of such work holds its locks no longer than this, in ms; between two statements passes far less. */
const IDLE_IN_TRANSACTION_MS = 60_000;
/** A silent connection is asked for signs of life after this time, in ms: nothing else bounds the wait for an answer. */
const KEEP_ALIVE_MS = 10_000;

/** Under which name the instances' connections stand in the database's list of them. */
export const INSTANCE = 'parley';

export interface Administrator {
  readonly line: Line;
  readonly db: Kysely<Tables>;
}

/** Rejects with a StoreError when the database cannot be reached or goes away. */
export async function withAdministrator<T>(url: string, work: (administrator: Administrator) => Promise<T>): Promise<T> {
  const client = new Client({
    connectionString: url,
    application_name: `${INSTANCE}-administrator`,
    types: TYPES,
    pipeline: true,
    keepAlive: true,
    keepAliveInitialDelayMillis: KEEP_ALIVE_MS,
    idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_MS,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
  });
  // What waits for a broken connection is rejected; the event itself tells nothing more.
  client.on('error', () => undefined);
  try {
    await client.connect();
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new StoreError('unreachable', `The database cannot be reached: ${reason}.`, { cause });
  }
  const line = new Line(client);
  try {
    return await work({ line, db: kyselyOn(line, new Map()) });
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** How many connections instances have to this database now. */
export async function instancesOn(db: Kysely<Tables>): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from pg_stat_activity
    where datname = current_database() and application_name = ${INSTANCE}`.execute(db);
  return rows[0]?.count ?? 0;
}

/** Throws when nothing of a Parley is in the database. */
export async function refuseUnlessParley(db: Kysely<Tables>): Promise<void> {
  const { rows } = await sql<{ name: string | null }>`select to_regclass('meta')::text as name`.execute(db);
  if (!rows[0]?.name) throw new StoreError('not-a-parley-database', 'The database holds no Parley.');
}
