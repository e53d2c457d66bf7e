/** One list of comments in one order, cut by key. */
import { keyOf, type StoredComment } from '@parley/model';
import type { CommentId, Order, OrderKey } from '@parley/protocol';
import type { Kysely } from 'kysely';
import type { Queries } from '../queries.ts';
import { COMMENT_COLUMNS, type CommentRow, commentOf } from '../rows.ts';
import type { Tables } from '../tables.ts';

/** The list of a parent in an order. */
export interface List {
  readonly room: number;
  readonly parent: CommentId | null;
  readonly order: Order;
}

/** From which end or key, walking which way. Rows always come back in display order. */
export type Walk = { readonly at: 'start' } | { readonly at: 'after' | 'before'; readonly key: OrderKey };

export const keyIn = (order: Order, row: StoredComment): number[] => [...keyOf(order, row.content, row.tally)];

/**
 * Newest and oldest walk an index of the contents, best one of the tallies; the other part is joined by its key, row by row. The
 * key is compared as a tuple, which both engines answer from the index.
 */
function listQuery(db: Kysely<Tables>, order: Order, at: Walk['at']) {
  const forwards = at !== 'before';
  const ascending = (order === 'oldest') === forwards;
  const direction = ascending ? 'asc' : 'desc';
  if (order === 'best') {
    const rows = db
      .selectFrom('tallies as t')
      .innerJoin('contents as c', (join) => join.onRef('c.room', '=', 't.room').onRef('c.id', '=', 't.id'))
      .select(COMMENT_COLUMNS)
      .where('t.room', '=', 0)
      .where('t.parent', '=', '');
    const cut =
      at === 'start'
        ? rows
        : rows.where(({ eb, refTuple, tuple }) =>
            eb(refTuple('t.best', 't.created_at', 't.born'), ascending ? '>' : '<', tuple(0, 0, 0)),
          );
    return cut.orderBy('t.best', direction).orderBy('t.created_at', direction).orderBy('t.born', direction).limit(1);
  }
  const rows = db
    .selectFrom('contents as c')
    .innerJoin('tallies as t', (join) => join.onRef('t.room', '=', 'c.room').onRef('t.id', '=', 'c.id'))
    .select(COMMENT_COLUMNS)
    .where('c.room', '=', 0)
    .where('c.parent', '=', '');
  const cut =
    at === 'start'
      ? rows
      : rows.where(({ eb, refTuple, tuple }) => eb(refTuple('c.created_at', 'c.born'), ascending ? '>' : '<', tuple(0, 0)));
  return cut.orderBy('c.created_at', direction).orderBy('c.born', direction).limit(1);
}

/** At most `limit` rows of a list, in display order. */
export async function walk(queries: Queries, list: List, from: Walk, limit: number): Promise<StoredComment[]> {
  const { room, parent, order } = list;
  const key = from.at === 'start' ? [] : from.key;
  // A key of another order would be compared column by column with the wrong things; the rest is cut or counts as 0.
  const columns = from.at === 'start' ? 0 : order === 'best' ? 3 : 2;
  const parameters = [room, parent ?? '', ...Array.from({ length: columns }, (_, i) => key[i] ?? 0), limit];
  const rows = await queries.rows<CommentRow>(`${order} ${from.at}`, (db) => listQuery(db, order, from.at), parameters);
  const found = rows.map(commentOf);
  return from.at === 'before' ? found.reverse() : found;
}
