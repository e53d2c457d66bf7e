/** Reads what a batch must know, each kind in bulk. */
import type { Facts, FactsNeeded, Outcome, StoredComment, StoredVote } from '@parley/model';
import type { CommandId, Epoch, PersonId, RoomSlug } from '@parley/protocol';
import type { LookUp } from '../look-up.ts';
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

const VOTES: LookUp = {
  name: 'votes by person and comment',
  from: 'votes',
  columns: ['comment', 'person', 'value', 'rev'],
  room: 'room',
  key: ['person', 'comment'],
};

export function votesBy(queries: Queries, room: number, pairs: FactsNeeded['votes']): Promise<StoredVote[]> {
  return queries.lookUp<StoredVote>(
    VOTES,
    room,
    pairs.map(({ person, comment }) => [person, comment]),
  );
}

interface OutcomeRow {
  readonly person: PersonId;
  readonly command: CommandId;
  readonly outcome: string;
}

const OUTCOMES: LookUp = {
  name: 'outcomes by person and command',
  from: 'outcomes',
  columns: ['person', 'command', 'outcome'],
  room: 'room',
  key: ['person', 'command'],
};

export async function outcomesOf(queries: Queries, room: number, pairs: FactsNeeded['outcomes']): Promise<Facts['outcomes']> {
  const rows = await queries.lookUp<OutcomeRow>(
    OUTCOMES,
    room,
    pairs.map(({ person, command }) => [person, command]),
  );
  return rows.map(({ person, command, outcome }) => ({ person, command, outcome: JSON.parse(outcome) as Outcome }));
}

const BANS: LookUp = { name: 'bans', from: 'bans', columns: ['person'], room: 'room', key: ['person'] };

async function bannedOf(queries: Queries, persons: readonly PersonId[]): Promise<Set<PersonId>> {
  const rows = await queries.lookUp<{ person: PersonId }>(
    BANS,
    EVERY_ROOM,
    persons.map((person) => [person]),
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
