/** Whole comments by id. */
import type { StoredComment } from '@parley/model';
import type { CommentId } from '@parley/protocol';
import type { LookUp } from '../look-up.ts';
import type { Queries } from '../queries.ts';
import { COMMENT_COLUMNS, type CommentRow, commentOf } from '../rows.ts';

const COMMENTS_BY_ID: LookUp = {
  name: 'comments by id',
  from: 'contents as c inner join tallies as t on t.room = c.room and t.id = c.id',
  columns: COMMENT_COLUMNS,
  room: 'c.room',
  key: ['c.id'],
};

/** Both parts of those that are there, in no order. */
export async function commentsById(queries: Queries, room: number, ids: readonly CommentId[]): Promise<StoredComment[]> {
  const rows = await queries.lookUp<CommentRow>(
    COMMENTS_BY_ID,
    room,
    ids.map((id) => [id]),
  );
  return rows.map(commentOf);
}
