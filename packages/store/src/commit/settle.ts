/** Finds out whether a commit was done whose answer was lost. */
import type { CommitAnswer } from '@parley/engine';
import { type BatchCommand, factsNeeded } from '@parley/model';
import type { RoomSlug } from '@parley/protocol';
import type { Queries } from '../queries.ts';
import type { CommitDialect } from './commit.ts';
import { outcomesOf } from './facts.ts';

/**
 * Looks every command of the batch up, behind the room's lock: what the lost transaction still held is done or gone by then. It
 * was done when the head is not below its own and every command has an outcome, at the same revision where it has one.
 */
export function wasCommitted(
  queries: Queries,
  { lockRoom }: CommitDialect,
  slug: RoomSlug,
  commands: readonly BatchCommand[],
  answer: CommitAnswer,
): Promise<boolean> {
  return queries.transaction(async (trx) => {
    const room = await lockRoom(trx, slug, 0);
    if (!room || room.record.head < answer.rows.to) return false;
    const stored = await outcomesOf(trx, room.id, factsNeeded(commands).outcomes);
    const outcomes = new Map(stored.map(({ person, command, outcome }) => [`${person} ${command}`, outcome]));
    return commands.every(({ actor, command }, i) => {
      const [told, kept] = [answer.outcomes[i], outcomes.get(`${actor.person} ${command.command}`)];
      if (!told || !kept || told.ok !== kept.ok) return false;
      return !told.ok || !kept.ok || (told.done.rev === kept.done.rev && told.done.epoch === kept.done.epoch);
    });
  });
}
