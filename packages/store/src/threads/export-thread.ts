/** Reads a whole room as a file. */
import { exportThread, type StoredRevision, type StoredVote } from '@parley/model';
import type { RoomSlug } from '@parley/protocol';
import type { ThreadFile } from '@parley/protocol/thread-file';
import type { Queries } from '../queries.ts';
import { findRoom } from '../read/rooms.ts';
import { COMMENT_COLUMNS, commentOf } from '../rows.ts';

/** Rare, and all of a room: plain queries in one snapshot. */
export async function readThread(queries: Queries, slug: RoomSlug): Promise<ThreadFile | undefined> {
  const room = await findRoom(queries, slug);
  if (!room) return undefined;
  const { db } = queries;
  const comments = await db
    .selectFrom('contents as c')
    .innerJoin('tallies as t', (join) => join.onRef('t.room', '=', 'c.room').onRef('t.id', '=', 'c.id'))
    .select(COMMENT_COLUMNS)
    .where('c.room', '=', room.id)
    .execute();
  const votes = await db.selectFrom('votes').select(['comment', 'person', 'value', 'rev']).where('room', '=', room.id).execute();
  const revisions = await db
    .selectFrom('revisions')
    .select(['comment', 'number', 'body', 'written_at as writtenAt', 'replaced_at as replacedAt', 'replies'])
    .where('room', '=', room.id)
    .execute();
  const externals = await db.selectFrom('externals').select(['kind', 'id', 'external']).where('room', '=', room.id).execute();
  const externalNames = new Map(externals.map(({ kind, id, external }) => [`${kind} ${id}`, external]));
  return exportThread({
    room: room.record,
    comments: comments.map(commentOf),
    votes: votes as unknown as StoredVote[],
    revisions: revisions as unknown as StoredRevision[],
    externalOf: (kind, id) => externalNames.get(`${kind} ${id}`),
  });
}
