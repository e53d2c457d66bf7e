/** Whole comments by id. */
import type { StoredComment } from '@parley/model';
import type { CommentId } from '@parley/protocol';
import type { Queries } from '../queries.ts';
import { COMMENT_COLUMNS, type CommentRow, commentOf } from '../rows.ts';

/** Both parts of those that are there, in no order. */
export async function commentsById(queries: Queries, room: number, ids: readonly CommentId[]): Promise<StoredComment[]> {
  const rows = await queries.rowsIn<CommentRow, readonly [string]>(
    'comments by id',
    [room],
    ids.map((id) => [id]),
    (db, items) =>
      db
        .selectFrom('contents as c')
        .innerJoin('tallies as t', (join) => join.onRef('t.room', '=', 'c.room').onRef('t.id', '=', 'c.id'))
        .select(COMMENT_COLUMNS)
        .where('c.room', '=', 0)
        .where(
          'c.id',
          'in',
          items.map(([id]) => id),
        ),
  );
  return rows.map(commentOf);
}
