/** Writes a decision, each kind of row in bulk. */
import type { Changes, RoomRecord } from '@parley/model';
import { type Millis, OUTCOME_KEPT_MS } from '@parley/protocol';
import { type Queries, together } from '../queries.ts';
import { contentRow, countsRow, pageRow, roomRow, tallyRow } from '../rows.ts';
import { EVERY_ROOM } from './facts.ts';

const CONTENT_CHANGES = {
  key: ['room', 'id'],
  update: ['author_tag', 'author_name', 'body', 'edited_at', 'edit_count', 'status', 'content_rev'],
} as const;
const TALLY_CHANGES = { key: ['room', 'id'], update: ['best', 'up', 'down', 'reply_count', 'tally_rev'] } as const;
const VOTE_CHANGES = { key: ['room', 'person', 'comment'], update: ['value', 'rev'] } as const;

/** Another instance made the room between this transaction's look and its own insert: all of it is to be done again. */
export class RoomAppeared extends Error {
  override readonly name = 'RoomAppeared';
}

/** Makes the room and says under which number its rows stand. */
export async function makeRoom({ db }: Queries, room: RoomRecord): Promise<number> {
  const made = await db
    .insertInto('rooms')
    .values(roomRow(room))
    .onConflict((conflict) => conflict.column('slug').doNothing())
    .returning('id')
    .executeTakeFirst();
  if (!made) throw new RoomAppeared(`The room ${room.slug} was made meanwhile.`);
  return made.id;
}

/** What every comment changes. */
async function updateCounts(queries: Queries, room: number, after: RoomRecord): Promise<void> {
  const { status, head, last_created_at, comments, top_level } = countsRow(after);
  await queries.rows(
    'update room',
    (db) => db.updateTable('rooms').set({ status, head, last_created_at, comments, top_level }).where('id', '=', room),
    [status, head, last_created_at, comments, top_level, room],
  );
}

/** What stands above the discussion; most commits leave it as it is, and its article is then not even read. */
async function updatePage(queries: Queries, room: number, before: RoomRecord, after: RoomRecord): Promise<void> {
  if (after.title === before.title && after.listed === before.listed && after.article === before.article) return;
  const { title, listed, article } = pageRow(after);
  const { db } = queries;
  const page = after.article === before.article ? { title, listed } : { title, listed, article };
  await db.updateTable('rooms').set(page).where('id', '=', room).execute();
}

async function writeBans({ db }: Queries, bans: Changes['bans']): Promise<void> {
  for (const { person, banned } of bans) {
    const row = { room: EVERY_ROOM, person };
    if (banned)
      await db
        .insertInto('bans')
        .values(row)
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    else await db.deleteFrom('bans').where('room', '=', EVERY_ROOM).where('person', '=', person).execute();
  }
}

/** Writes all of a decision below the room's number, begun at once. `before`: the room as it stood; undefined when it was just made. */
export async function writeChanges(
  queries: Queries,
  room: number,
  changes: Changes,
  before: RoomRecord | undefined,
): Promise<void> {
  const { created, content, tallies, votes, revisions, emptied, bans, outcomes } = changes;
  const after = before && changes.room;
  await together(
    ...(after ? [updateCounts(queries, room, after), updatePage(queries, room, before, after)] : []),
    queries.insert(
      'contents',
      created.map((comment) => contentRow(room, comment)),
    ),
    queries.insert(
      'tallies',
      created.map((comment) => tallyRow(room, comment)),
    ),
    queries.insert(
      'contents',
      content.map((comment) => contentRow(room, comment)),
      CONTENT_CHANGES,
    ),
    queries.insert(
      'tallies',
      tallies.map((comment) => tallyRow(room, comment)),
      TALLY_CHANGES,
    ),
    queries.insert(
      'votes',
      votes.map(({ person, comment, value, rev }) => ({ room, person, comment, value, rev })),
      VOTE_CHANGES,
    ),
    queries.insert(
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
    ),
    ...emptied.map((comment) =>
      queries.rows('drop revisions', (db) => db.deleteFrom('revisions').where('room', '=', 0).where('comment', '=', ''), [
        room,
        comment,
      ]),
    ),
    writeBans(queries, bans),
    queries.insert(
      'outcomes',
      outcomes.map(({ person, command, at, outcome }) => ({ room, person, command, at, outcome: JSON.stringify(outcome) })),
    ),
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
