/** Histories: which openings there were, and at which head each began to change a room. */
import type { Epoch, Position, Rev } from '@parley/protocol';
import type { Queries } from './queries.ts';

/** The opening of this process. */
export interface Opening {
  readonly number: number;
  readonly epoch: Epoch;
}

/** Begins a new epoch: what this opening writes is a history of its own, should the file turn out to be an older copy. */
export async function beginEpoch({ db }: Queries, epoch: Epoch): Promise<Opening> {
  const row = await db.insertInto('epochs').values({ epoch }).returning('opening').executeTakeFirstOrThrow();
  return { number: row.opening, epoch };
}

/** The opening of an epoch that several processes share: whoever finds it first records it for all. */
export async function joinEpoch({ db }: Queries, epoch: Epoch): Promise<Opening> {
  const find = () => db.selectFrom('epochs').select('opening').where('epoch', '=', epoch);
  const known = await find().executeTakeFirst();
  if (known) return { number: known.opening, epoch };
  await db
    .insertInto('epochs')
    .values({ epoch })
    .onConflict((conflict) => conflict.column('epoch').doNothing())
    .execute();
  return { number: (await find().executeTakeFirstOrThrow()).opening, epoch };
}

/**
 * Records the head at which this opening first changes a room. A room without such a record has not changed since, so that reading
 * needs to record nothing: its head is the one at which the epoch began.
 */
export async function recordStart(queries: Queries, room: number, opening: Opening, head: Rev): Promise<void> {
  const key = ['room', 'opening'] as const;
  await queries.insert('starts', [{ room, opening: opening.number, head }], { key, update: [] });
}

/** Whether everything up to this position is still part of the room's history. `head` is the room's now. */
export async function isGood(queries: Queries, room: number | undefined, opening: Opening, position: Position, head: Rev) {
  if (position.epoch === opening.epoch) return position.rev <= head;
  const of = await queries.rows<{ opening: number }>(
    'opening of an epoch',
    (db) => db.selectFrom('epochs').select('opening').where('epoch', '=', ''),
    [position.epoch],
  );
  const known = of[0]?.opening;
  if (known === undefined) return false;
  const next = await queries.rows<{ head: number }>(
    'start of the next epoch',
    (db) => db.selectFrom('starts').select('head').where('room', '=', 0).where('opening', '>', 0).orderBy('opening').limit(1),
    [room ?? 0, known, 1],
  );
  return position.rev <= (next[0]?.head ?? head);
}
