/**
 * Brings a database to this program's schema, all steps in one transaction. Kysely's own migrator runs SQLite's steps outside of
 * one, and a kill between two statements would leave half a schema.
 */
import type { Kysely } from 'kysely';
import { StoreError } from './errors.ts';
import { MIGRATIONS, type Migration, type SchemaWords } from './migrations/index.ts';
import type { Tables } from './tables.ts';

export const VERSION_KEY = 'schema_version';

/** Version of the schema that stands in the database; 0 for an empty one. */
async function versionOf(db: Kysely<Tables>, { text }: SchemaWords): Promise<number> {
  await db.schema
    .createTable('meta')
    .ifNotExists()
    .addColumn('key', text, (c) => c.primaryKey().notNull())
    .addColumn('value', text, (c) => c.notNull())
    .execute();
  const row = await db.selectFrom('meta').select('value').where('key', '=', VERSION_KEY).executeTakeFirst();
  return row ? Number(row.value) : 0;
}

/** Throws when the schema is of a newer program. */
export function refuseNewer(version: number, known = MIGRATIONS.length): void {
  if (version <= known) return;
  throw new StoreError(
    'schema-too-new',
    `The database has schema version ${version}; this Parley knows ${known}. Start the newer Parley, or restore a backup.`,
  );
}

/** Throws when the schema is another one than this program reads and writes: where nothing is migrated. */
export function refuseOther(version: number, known = MIGRATIONS.length): void {
  refuseNewer(version, known);
  if (version === known) return;
  throw new StoreError(
    'schema-too-old',
    `The database has schema version ${version}; this Parley needs ${known}. Start it anew: every start brings the schema up to date.`,
  );
}

/** Runs what has not run yet, inside a transaction. A schema that this program does not know is refused and left as it is. */
export async function migrateIn(
  trx: Kysely<Tables>,
  words: SchemaWords,
  migrations: readonly Migration[] = MIGRATIONS,
): Promise<void> {
  await words.alone?.(trx as unknown as Kysely<unknown>);
  const version = await versionOf(trx, words);
  refuseNewer(version, migrations.length);
  for (const step of migrations.slice(version)) await step(trx as unknown as Kysely<unknown>, words);
  await trx
    .insertInto('meta')
    .values({ key: VERSION_KEY, value: String(migrations.length) })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ value: String(migrations.length) }))
    .execute();
}

/** The same in a transaction of its own. */
export const migrate = (db: Kysely<Tables>, words: SchemaWords, migrations?: readonly Migration[]): Promise<void> =>
  db.transaction().execute((trx) => migrateIn(trx, words, migrations));
