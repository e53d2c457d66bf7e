/** Earlier texts of a comment. */
import type { CommentId, Revision } from '@parley/protocol';
import type { Queries } from '../queries.ts';
import { commentsById } from './comments.ts';

interface RevisionRow {
  readonly number: number;
  readonly body: string | null;
  readonly written_at: number | null;
  readonly replaced_at: number;
  readonly replies: number;
}

/** Oldest first; undefined when there is no such comment. */
export async function readRevisions(queries: Queries, room: number, comment: CommentId): Promise<Revision[] | undefined> {
  const known = await commentsById(queries, room, [comment]);
  if (known.length === 0) return undefined;
  const rows = await queries.rows<RevisionRow>(
    'revisions of a comment',
    (db) =>
      db
        .selectFrom('revisions')
        .select(['number', 'body', 'written_at', 'replaced_at', 'replies'])
        .where('room', '=', 0)
        .where('comment', '=', '')
        .orderBy('number'),
    [room, comment],
  );
  return rows.map(({ number, body, written_at, replaced_at, replies }) => ({
    number,
    body,
    writtenAt: written_at,
    replacedAt: replaced_at,
    replies,
  }));
}
