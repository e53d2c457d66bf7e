/** All migrations in their order. Only ever add at the end: what stands here has run somewhere. */
import type { ColumnDefinitionBuilder, Kysely, RawBuilder } from 'kysely';
import { rooms } from './0001-rooms.ts';
import { plans } from './0002-plans.ts';

/** How a dialect says what the shared builder has no word for. */
export interface SchemaWords {
  /** Type of a text: compared byte by byte, so that names that look alike stay different and sort the same everywhere. */
  readonly text: 'text' | RawBuilder<string>;
  /** Type of a key that counts up by itself. */
  readonly counter: 'integer' | 'serial';
  /** Marks such a key, where its type alone does not say it. */
  readonly counting: (column: ColumnDefinitionBuilder) => ColumnDefinitionBuilder;
  /** Appended to narrow tables that are only reached by their key. */
  readonly keyed: string;
  /** Keeps every other program from migrating until the transaction ends, where its beginning alone does not. */
  readonly alone?: (db: Kysely<unknown>) => Promise<void>;
  /** Keeps a column out of the planner's statistics, where these could make it prefer an index made for something else. */
  readonly unmeasured?: (db: Kysely<unknown>, table: string, column: string) => Promise<void>;
}

export type Migration = (db: Kysely<unknown>, words: SchemaWords) => Promise<void>;

/** The one at index n brings the schema to version n + 1. */
export const MIGRATIONS: readonly Migration[] = [rooms, plans];
