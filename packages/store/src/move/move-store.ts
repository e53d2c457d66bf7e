/** Takes a SQLite file to a Postgres database: all of it or nothing, in one transaction. */
import { type Kysely, sql } from 'kysely';
import { POSTGRES_WORDS } from '../dialects/postgres.ts';
import { instancesOn, withAdministrator } from '../dialects/postgres-administrator.ts';
import { transactOn, WRITING } from '../dialects/postgres-session.ts';
import { kyselyOf, openForWriting, SQLITE_WORDS, type SqliteFile } from '../dialects/sqlite.ts';
import { StoreError } from '../errors.ts';
import { findTagKey, LINEAGE_KEY, secret, TAG_KEY } from '../meta.ts';
import { migrate, migrateIn } from '../migrate.ts';
import { Queries } from '../queries.ts';
import type { Tables } from '../tables.ts';
import { MOVED, type MovedRows, moveTables } from './move-tables.ts';

export interface MoveOptions {
  /** The SQLite file, which no other process writes. Its schema is brought up to date; it is else left as it is. */
  readonly file: string;
  /** The Postgres database: empty, or one in which no room was ever made. */
  readonly url: string;
}

/** Nothing of people may be there, and no instance that has read its keys. */
async function refuseUnlessEmpty(db: Kysely<Tables>): Promise<void> {
  const instances = await instancesOn(db);
  if (instances > 0) {
    throw new StoreError('not-empty', `The database is in use over ${instances} connections: stop its instances first.`);
  }
  for (const table of MOVED) {
    // An instance that ran there without a room left its epoch, and nothing that refers to it.
    if (table === 'epochs') continue;
    const row = await db.selectFrom(table).select(sql`1`.as('any')).limit(1).executeTakeFirst();
    if (row) throw new StoreError('not-empty', `The database is not empty: there are ${table} in it already. Give a new one.`);
  }
}

/** The store's own: author tags stay as they are by their key, and the history gets a name that no database had. */
async function moveMeta(db: Kysely<Tables>, tagKey: string): Promise<void> {
  const rows = [
    { key: TAG_KEY, value: tagKey },
    { key: LINEAGE_KEY, value: secret(12) },
  ];
  await db
    .insertInto('meta')
    .values(rows)
    .onConflict((conflict) => conflict.column('key').doUpdateSet(({ ref }) => ({ value: ref('excluded.value') })))
    .execute();
}

async function countRows(db: Kysely<Tables>, table: (typeof MOVED)[number]): Promise<number> {
  const counted = db.selectFrom(table).select(({ fn }) => fn.countAll<number>().as('count'));
  return (await counted.executeTakeFirstOrThrow()).count;
}

async function moveInto(db: Kysely<Tables>, from: SqliteFile, tagKey: string): Promise<MovedRows> {
  // Holds the lock under which instances start: who starts meanwhile waits, and finds all of it or nothing.
  await migrateIn(db, POSTGRES_WORDS);
  await refuseUnlessEmpty(db);
  await db.deleteFrom('epochs').execute();
  await moveMeta(db, tagKey);
  const moved = await moveTables(from, new Queries(db, { style: 'lateral' }));
  for (const table of MOVED) {
    const count = await countRows(db, table);
    if (count !== moved[table]) throw new Error(`${moved[table]} rows of ${table} were moved and ${count} arrived.`);
  }
  return moved;
}

/**
 * Moves everything: rooms, comments, votes, earlier texts, outcomes that retries ask for, bans, the epochs that readers name, names
 * from files. Whoever saw the file's last epoch goes on from there. Broken off at any moment, nothing of it is to be seen. Rejects
 * with a StoreError when the file or the database cannot be used, or when that is not empty.
 */
export async function moveStore({ file, url }: MoveOptions): Promise<MovedRows> {
  const from = openForWriting(file);
  const source = kyselyOf(from, 'writer');
  try {
    await migrate(source, SQLITE_WORDS);
    const tagKey = await findTagKey(new Queries(source));
    return await withAdministrator(url, async ({ line, db }) => {
      const moved = await transactOn(line, db, WRITING)((trx) => moveInto(trx, from, tagKey));
      // So that the first pages are planned by what is there, and not by what was.
      await sql`analyze`.execute(db);
      return moved;
    });
  } finally {
    await source.destroy();
  }
}
