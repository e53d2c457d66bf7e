/** All that is Postgres' own in what is asked of it: words of the schema, locks, types, and which faults mean that it is away. */

import { type Millis, OUTCOME_KEPT_MS } from '@parley/protocol';
import { type Selectable, sql } from 'kysely';
import { type CustomTypesConfig, DatabaseError } from 'pg';
import type { CommitDialect } from '../commit/commit.ts';
import { StoreError } from '../errors.ts';
import type { SchemaWords } from '../migrations/index.ts';
import type { Queries } from '../queries.ts';
import { BARE_ROOM_COLUMNS, bareRoomOf } from '../rows.ts';
import type { RoomsTable } from '../tables.ts';

/** Of the advisory lock under which one instance migrates: 'PRLY' as a number, so that other programs' locks are others. */
export const MIGRATION_LOCK = 0x50524c59;

/** Texts compare byte by byte, as SQLite does it: the database's own collation would sort names by language and version of its library. */
export const POSTGRES_WORDS: SchemaWords = {
  text: sql<string>`text collate "C"`,
  counter: 'serial',
  counting: (column) => column,
  keyed: '',
  async alone(db) {
    // Others wait here as long as the first one's steps take; what the database itself sets as bounds is for other work.
    await sql`set local lock_timeout = 0`.execute(db);
    await sql`set local statement_timeout = 0`.execute(db);
    await sql`select pg_advisory_xact_lock(${sql.lit(MIGRATION_LOCK)})`.execute(db);
  },
  // By what it knows of all rooms, a new one has a single row, and any index that begins with the room will do to find it.
  async unmeasured(db, table, column) {
    await sql`alter table ${sql.ref(table)} alter column ${sql.ref(column)} set statistics 0`.execute(db);
  },
};

/** The update that raises the head is the lock: nobody else reads the facts of this room to decide on until the transaction ends. */
async function lockRoom(queries: Queries, slug: string, commands: number) {
  const [row] = await queries.rows<Omit<Selectable<RoomsTable>, 'article'>>(
    'lock room',
    (db) =>
      db
        .updateTable('rooms')
        .set((eb) => ({ head: eb('head', '+', 0) }))
        .where('slug', '=', '')
        .returning(BARE_ROOM_COLUMNS),
    [commands, slug],
  );
  return row && { id: row.id, record: bareRoomOf({ ...row, head: row.head - commands }) };
}

/** What another room's commit is dropping just now is left to it: the commits of two rooms never wait for each other. */
async function dropOldOutcomes(queries: Queries, now: Millis, max: number): Promise<void> {
  await queries.rows(
    'drop old outcomes',
    (db) =>
      db
        .with('oldest', (at) => at.selectFrom('outcomes').select(['id', 'at']).orderBy('id').limit(1))
        .with('dropped', (at) =>
          at
            .selectFrom('outcomes')
            .select('id')
            .where('id', 'in', (of) => of.selectFrom('oldest').select('oldest.id').where('oldest.at', '<', 0))
            .forUpdate()
            .skipLocked(),
        )
        .deleteFrom('outcomes')
        .where('id', 'in', (of) => of.selectFrom('dropped').select('dropped.id')),
    [max, Math.max(0, now - OUTCOME_KEPT_MS)],
  );
}

export const MANY_WRITERS: CommitDialect = { lockRoom, dropOldOutcomes };

/** Object ids of the types that the tables and the session's own questions have. */
const INTEGERS = new Set([20, 21, 23]);
const BOOLEAN = 16;

function integer(text: string): number {
  const number = Number(text);
  if (!Number.isSafeInteger(number)) throw new RangeError(`${text} is no number that JavaScript holds exactly.`);
  return number;
}

/** Of these connections alone: the driver's own table of types belongs to the whole process. */
export const TYPES: CustomTypesConfig = {
  getTypeParser: (type: number) =>
    INTEGERS.has(type) ? integer : type === BOOLEAN ? (text: string) => text === 't' : (text: string) => text,
};

/**
 * Classes and codes of SQLSTATE after which the same question may be answered elsewhere or later, though nothing is wrong with it:
 * lost connections (08), no resources (53: full disk, too many connections), stopped or starting (57P), timeouts of locks
 * and statements, and a standby or a database that only reads.
 */
const AWAY = /^(08|53|57P|58)|^(55P03|57014|25006|25P03)$/;

/** An error of the driver as the store's: StoreError when the database is away, else as it came. */
export function faultOf(cause: unknown): unknown {
  if (cause instanceof DatabaseError && !AWAY.test(cause.code ?? '')) return cause;
  if (cause instanceof StoreError) return cause;
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new StoreError('unreachable', `The database does not answer: ${reason}.`, { cause });
}
