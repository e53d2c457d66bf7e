/** One commit of a room and what follows from it on this instance and the others. */
import type { BatchCommand, Outcome } from '@parley/model';
import { refuse } from '@parley/protocol';
import type { ChangedRows, CommitAnswer } from './ports/index.ts';
import type { Room } from './room.ts';

const unavailable: Outcome = { ok: false, refusal: refuse('store-unavailable') };

/** Commits a batch. Never rejects: where the store does, every command is told to try again, which its id makes harmless. */
export async function commitBatch(room: Room, commands: readonly BatchCommand[]): Promise<readonly Outcome[]> {
  const outcomes = await commit(room, commands);
  const undone = outcomes.filter((outcome) => !outcome.ok && outcome.refusal.code === 'store-unavailable');
  room.context.metrics.count('store-errors', undone.length);
  return outcomes;
}

async function commit(room: Room, commands: readonly BatchCommand[]): Promise<readonly Outcome[]> {
  const { store, clock, log, metrics, commits } = room.context;
  const started = clock.steady();
  const since = room.cursor;
  let answer: CommitAnswer;
  try {
    answer = await store.commit(room.slug, commands, since.rev);
  } catch (error) {
    commits.failed({ room: room.slug, error: String(error) });
    // It may have been done all the same: only its answer is certain to be lost.
    room.heads.suspect();
    return commands.map(() => unavailable);
  }
  commits.stored();
  metrics.count('commits');
  metrics.observe('commit-ms', clock.steady() - started);
  metrics.observe('batch-size', commands.length);
  // The frame waits for the end of this turn of the event loop, so the answers below are on their sockets before it (SYNC-5).
  try {
    room.exists = answer.exists;
    room.take(answer.rows);
    // No commit begins below what was committed before: the store was set back.
    if (answer.rows.epoch === since.epoch && answer.ownFrom < since.rev) room.heads.suspect();
    if (answer.exists) room.publish(ownRows(answer), answer.mine);
  } catch (error) {
    // What is durable is acknowledged, whatever becomes of its telling.
    log.error('spread-failed', { room: room.slug, error: String(error) });
    room.heads.suspect();
  }
  return answer.outcomes;
}

/** What this commit itself did; others have the rest from those who did it. */
function ownRows({ rows, ownFrom }: CommitAnswer): ChangedRows {
  if (rows.from >= ownFrom) return rows;
  return {
    ...rows,
    from: ownFrom,
    content: rows.content.filter((part) => part.contentRev > ownFrom),
    tallies: rows.tallies.filter((part) => part.tallyRev > ownFrom),
  };
}
