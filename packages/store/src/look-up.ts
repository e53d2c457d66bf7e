/**
 * Many rows by their keys in one statement, each found by itself in the index of its key. A list behind IN is left to the planner,
 * and Postgres' looks at a whole room instead when its statistics know no room that large: it plans for rooms on average.
 */
import { type RawBuilder, sql } from 'kysely';

/** Which rows are looked up. Its words are this program's own and go into the SQL as they are. */
export interface LookUp {
  readonly name: string;
  /** A table, or a join that gives one row for each of the table's. */
  readonly from: string;
  readonly columns: readonly string[];
  /** Columns of a unique key: the room's, then those of which each item has a value. */
  readonly room: string;
  readonly key: readonly string[];
}

/**
 * How a dialect keeps the planner to it: a join that may not be turned round (SQLite's CROSS JOIN), or a question of its own for
 * each item (LATERAL; the OFFSET keeps it from being made a join again).
 */
export type LookUpStyle = 'cross-join' | 'lateral';

/** Its parameters: the values of `size` items, then the room. */
export function lookUpQuery({ from, columns, room, key }: LookUp, size: number, style: LookUpStyle): RawBuilder<unknown> {
  const item = sql`(${sql.join(key.map(() => sql`${''}`))})`;
  const items = sql`(values ${sql.join(Array.from({ length: size }, () => item))}) as item`;
  const matches = key.map((column, i) => sql`${sql.ref(column)} = item.${sql.raw(`column${i + 1}`)}`);
  const where = sql`where ${sql.ref(room)} = ${0} and ${sql.join(matches, sql` and `)}`;
  const select = sql`select ${sql.join(columns.map((column) => sql.ref(column)))}`;
  if (style === 'cross-join') return sql`${select} from ${items} cross join ${sql.raw(from)} ${where}`;
  return sql`select found.* from ${items} cross join lateral (${select} from ${sql.raw(from)} ${where} offset 0) as found`;
}
