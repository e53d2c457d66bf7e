/** A person's own votes. */
import type { CommentId, OwnerFact, PersonId, Rev } from '@parley/protocol';
import type { LookUp } from '../look-up.ts';
import type { Queries } from '../queries.ts';

interface FactRow {
  readonly comment: string;
  readonly value: number;
  readonly rev: number;
}

const factOf = (row: FactRow) => row as unknown as OwnerFact;

/** Own votes above a revision, newest first. */
export async function mineAbove(queries: Queries, room: number, person: PersonId, above: Rev, max: number) {
  const rows = await queries.rows<FactRow>(
    'own votes above',
    (db) =>
      db
        .selectFrom('votes')
        .select(['comment', 'value', 'rev'])
        .where('room', '=', 0)
        .where('person', '=', '')
        .where('rev', '>', 0)
        .orderBy('rev', 'desc')
        .limit(1),
    [room, person, above, max],
  );
  return rows.map(factOf);
}

const OWN_VOTES: LookUp = {
  name: 'own votes on',
  from: 'votes',
  columns: ['comment', 'value', 'rev'],
  room: 'room',
  key: ['person', 'comment'],
};

/** Own votes on the comments given. One look finds those who never voted here: most readers. */
export async function mineOn(queries: Queries, room: number, person: PersonId | null, comments: readonly CommentId[]) {
  if (person === null || comments.length === 0) return [];
  const any = await mineAbove(queries, room, person, -1, 1);
  if (any.length === 0) return [];
  const rows = await queries.lookUp<FactRow>(
    OWN_VOTES,
    room,
    comments.map((id) => [person, id]),
  );
  return rows.map(factOf);
}
