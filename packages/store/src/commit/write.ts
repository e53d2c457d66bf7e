/** Writes a decision, each kind of row in bulk. */
import type { Changes, RoomRecord } from '@parley/model';
import { type Millis, OUTCOME_KEPT_MS } from '@parley/protocol';
import type { Queries } from '../queries.ts';
import type { KnownRoom } from '../read/rooms.ts';
import { contentRow, roomRow, tallyRow } from '../rows.ts';
import { EVERY_ROOM } from './facts.ts';

const CONTENT_CHANGES = {
  key: ['room', 'id'],
  update: ['author_tag', 'author_name', 'body', 'edited_at', 'edit_count', 'status', 'content_rev'],
} as const;
const TALLY_CHANGES = { key: ['room', 'id'], update: ['best', 'up', 'down', 'reply_count', 'tally_rev'] } as const;
const VOTE_CHANGES = { key: ['room', 'person', 'comment'], update: ['value', 'rev'] } as const;

/** Writes the room's own row and says under which number its rows stand. */
export async function writeRoom(queries: Queries, before: KnownRoom | undefined, after: RoomRecord): Promise<number> {
  if (!before) {
    const made = await queries.db.insertInto('rooms').values(roomRow(after)).returning('id').executeTakeFirstOrThrow();
    return made.id;
  }
  const { title, status, listed, article, head, last_created_at, comments, top_level } = roomRow(after);
  await queries.rows(
    'update room',
    (db) =>
      db
        .updateTable('rooms')
        .set({ title, status, listed, article, head, last_created_at, comments, top_level })
        .where('id', '=', before.id),
    [title, status, listed, article, head, last_created_at, comments, top_level, before.id],
  );
  return before.id;
}

export async function writeChanges(queries: Queries, room: number, changes: Changes): Promise<void> {
  const { created, content, tallies, votes, revisions, emptied, bans, outcomes } = changes;
  await queries.insert(
    'contents',
    created.map((comment) => contentRow(room, comment)),
  );
  await queries.insert(
    'tallies',
    created.map((comment) => tallyRow(room, comment)),
  );
  await queries.insert(
    'contents',
    content.map((comment) => contentRow(room, comment)),
    CONTENT_CHANGES,
  );
  await queries.insert(
    'tallies',
    tallies.map((comment) => tallyRow(room, comment)),
    TALLY_CHANGES,
  );
  await queries.insert(
    'votes',
    votes.map(({ person, comment, value, rev }) => ({ room, person, comment, value, rev })),
    VOTE_CHANGES,
  );
  await queries.insert(
    'revisions',
    revisions.map(({ comment, number, body, writtenAt, replacedAt, replies }) => ({
      room,
      comment,
      number,
      body,
      written_at: writtenAt,
      replaced_at: replacedAt,
      replies,
    })),
  );
  for (const comment of emptied) {
    await queries.rows('drop revisions', (db) => db.deleteFrom('revisions').where('room', '=', 0).where('comment', '=', ''), [
      room,
      comment,
    ]);
  }
  for (const { person, banned } of bans) {
    if (banned) await queries.insert('bans', [{ room: EVERY_ROOM, person }], { key: ['room', 'person'], update: [] });
    else await queries.db.deleteFrom('bans').where('room', '=', EVERY_ROOM).where('person', '=', person).execute();
  }
  await queries.insert(
    'outcomes',
    outcomes.map(({ person, command, at, outcome }) => ({ room, person, command, at, outcome: JSON.stringify(outcome) })),
  );
}

/** Drops outcomes that no retry will ask for any more, oldest first, at most `max` of them: a step small enough for any commit. */
export async function dropOldOutcomes(queries: Queries, now: Millis, max: number): Promise<void> {
  const [oldest] = await queries.rows<{ at: Millis }>(
    'oldest outcome',
    (db) => db.selectFrom('outcomes').select('at').orderBy('id').limit(1),
    [1],
  );
  if (!oldest || oldest.at >= now - OUTCOME_KEPT_MS) return;
  await queries.rows(
    'drop old outcomes',
    (db) =>
      db
        .deleteFrom('outcomes')
        .where('id', 'in', (oldest) => oldest.selectFrom('outcomes').select('id').orderBy('id').limit(1))
        .where('at', '<', 0),
    [max, now - OUTCOME_KEPT_MS],
  );
}
