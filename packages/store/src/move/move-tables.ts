/** The rows of a SQLite file, table by table, to another store: read one after the other, written in bulk. */
import { sql } from 'kysely';
import type { SqliteFile } from '../dialects/sqlite.ts';
import type { Queries } from '../queries.ts';
import type { Tables } from '../tables.ts';

/** Everything but `meta`, of which each store has its own; rooms first, to which contents refer. */
type Moved = Exclude<keyof Tables, 'meta'>;
const KEPT: Readonly<Record<Moved, true>> = {
  rooms: true,
  contents: true,
  tallies: true,
  votes: true,
  revisions: true,
  outcomes: true,
  bans: true,
  epochs: true,
  starts: true,
  externals: true,
};
export const MOVED = Object.keys(KEPT) as Moved[];

/** Rows under way at once: a page of long comments is a few MB. */
const PAGE = 512;

/** Keys that the target goes on counting. */
const COUNTED = { rooms: 'id', outcomes: 'id', epochs: 'opening' } as const;

/** Rows that were moved, by table. */
export type MovedRows = Readonly<Record<Moved, number>>;

async function moveTable(from: SqliteFile, to: Queries, table: Moved): Promise<number> {
  let rows = 0;
  let page: unknown[] = [];
  const write = async () => {
    // What the file has under a type, the target takes under the same: both schemas come from the same migrations.
    await to.insert(table, page as never[]);
    rows += page.length;
    page = [];
  };
  for (const row of from.prepare(`select * from ${table}`).iterate()) {
    page.push(row);
    if (page.length === PAGE) await write();
  }
  await write();
  return rows;
}

/** Moves all of a snapshot of the file into empty tables. */
export async function moveTables(from: SqliteFile, to: Queries): Promise<MovedRows> {
  const moved: Partial<Record<Moved, number>> = {};
  for (const table of MOVED) moved[table] = await moveTable(from, to, table);
  for (const [table, key] of Object.entries(COUNTED)) {
    await sql`
      select setval(pg_get_serial_sequence(${table}, ${key}), (select coalesce(max(${sql.ref(key)}), 0) from ${sql.ref(table)}) + 1, false)`.execute(
      to.db,
    );
  }
  return moved as MovedRows;
}
