/** All migrations in their order. Only ever add at the end: what stands here has run somewhere. */
import type { Kysely } from 'kysely';
import { rooms } from './0001-rooms.ts';

/** How a dialect says what the shared builder has no word for. */
export interface SchemaWords {
  /** Type of a key that counts up by itself. */
  readonly counter: 'integer' | 'serial';
  /** Appended to narrow tables that are only reached by their key. */
  readonly keyed: string;
}

export type Migration = (db: Kysely<unknown>, words: SchemaWords) => Promise<void>;

/** Migration n brings the schema to version n + 1. */
export const MIGRATIONS: readonly Migration[] = [rooms];
