/** Reads what a batch must know, each kind in bulk. */
import type { Facts, FactsNeeded, Outcome, StoredComment, StoredVote } from '@parley/model';
import type { CommandId, Epoch, PersonId, RoomSlug } from '@parley/protocol';
import { sql } from 'kysely';
import { type Queries, together } from '../queries.ts';
import { commentsById } from '../read/comments.ts';
import type { KnownRoom } from '../read/rooms.ts';
import { COMMENT_COLUMNS, commentOf } from '../rows.ts';

/** Under which bans stand: they hold in all rooms, and rooms themselves count from 1. */
export const EVERY_ROOM = 0;

/** All visible comments of some people: few ask for this, and the index of persons finds them. */
async function commentsOf(queries: Queries, room: number, persons: readonly PersonId[]): Promise<StoredComment[]> {
  if (persons.length === 0) return [];
  const rows = await queries.db
    .selectFrom('contents as c')
    .innerJoin('tallies as t', (join) => join.onRef('t.room', '=', 'c.room').onRef('t.id', '=', 'c.id'))
    .select(COMMENT_COLUMNS)
    .where('c.room', '=', room)
    .where('c.person', 'in', persons)
    .where('c.status', '=', 'visible')
    .execute();
  return rows.map(commentOf);
}

export async function votesBy(queries: Queries, room: number, pairs: FactsNeeded['votes']): Promise<StoredVote[]> {
  const rows = await queries.rowsIn<StoredVote, readonly [string, string]>(
    'votes by person and comment',
    [room],
    pairs.map(({ person, comment }) => [person, comment]),
    (db, items) =>
      db
        .selectFrom('votes')
        .select(['comment', 'person', 'value', 'rev'])
        .where('room', '=', 0)
        .where(sql<boolean>`(person, comment) in (values ${sql.join(items.map(([a, b]) => sql`(${a}, ${b})`))})`)
        .$castTo<StoredVote>(),
  );
  return rows;
}

interface OutcomeRow {
  readonly person: PersonId;
  readonly command: CommandId;
  readonly outcome: string;
}

export async function outcomesOf(queries: Queries, room: number, pairs: FactsNeeded['outcomes']): Promise<Facts['outcomes']> {
  const rows = await queries.rowsIn<OutcomeRow, readonly [string, string]>(
    'outcomes by person and command',
    [room],
    pairs.map(({ person, command }) => [person, command]),
    (db, items) =>
      db
        .selectFrom('outcomes')
        .select(['person', 'command', 'outcome'])
        .where('room', '=', 0)
        .where(sql<boolean>`(person, command) in (values ${sql.join(items.map(([a, b]) => sql`(${a}, ${b})`))})`)
        .$castTo<OutcomeRow>(),
  );
  return rows.map(({ person, command, outcome }) => ({ person, command, outcome: JSON.parse(outcome) as Outcome }));
}

async function bannedOf(queries: Queries, persons: readonly PersonId[]): Promise<Set<PersonId>> {
  const rows = await queries.rowsIn<{ person: PersonId }, readonly [string]>(
    'bans',
    [EVERY_ROOM],
    persons.map((person) => [person]),
    (db, items) =>
      db
        .selectFrom('bans')
        .select('person')
        .where('room', '=', 0)
        .where(
          'person',
          'in',
          items.map(([person]) => person),
        )
        .$castTo<{ person: PersonId }>(),
  );
  return new Set(rows.map((row) => row.person));
}

/** The room as this transaction sees it. */
export async function readFacts(
  queries: Queries,
  slug: RoomSlug,
  room: KnownRoom | undefined,
  epoch: Epoch,
  needed: FactsNeeded,
): Promise<Facts> {
  if (!room) {
    const banned = await bannedOf(queries, needed.persons);
    return { epoch, slug, room: undefined, comments: new Map(), votes: [], outcomes: [], banned };
  }
  const [banned, named, authored, votes, outcomes] = await together(
    bannedOf(queries, needed.persons),
    commentsById(queries, room.id, needed.comments),
    commentsOf(queries, room.id, needed.allCommentsOf),
    votesBy(queries, room.id, needed.votes),
    outcomesOf(queries, room.id, needed.outcomes),
  );
  return {
    epoch,
    slug,
    room: room.record,
    comments: new Map([...named, ...authored].map((comment) => [comment.content.id, comment])),
    votes,
    outcomes,
    banned,
  };
}
