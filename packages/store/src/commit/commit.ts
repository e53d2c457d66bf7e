/** The one way in which people change a room: a batch, one transaction. */
import type { CommitAnswer, MineOf } from '@parley/engine';
import { type BatchCommand, type Changes, decideBatch, factsNeeded, type Outcome } from '@parley/model';
import { type Rev, type RoomSlug, refuse } from '@parley/protocol';
import { type Opening, recordStart } from '../epochs.ts';
import type { Queries } from '../queries.ts';
import { findRoom, summaryIn } from '../read/rooms.ts';
import { type PartsAbove, partsAbove } from '../read/since.ts';
import { readFacts } from './facts.ts';
import { dropOldOutcomes, writeChanges, writeRoom } from './write.ts';

/** No bound: a commit's answer holds every row above the asker's cursor. */
const ALL = Number.MAX_SAFE_INTEGER;
/** Old outcomes dropped per new one: more than one, so that a backlog shrinks. */
const DROPPED_PER_COMMAND = 2;

/** Where commits go. `report` takes what an operator must know of a commit that failed unexpectedly. */
export interface CommitParts {
  readonly queries: Queries;
  readonly opening: Opening;
  readonly report: (fault: string) => void;
}

/** What this batch itself changed: all there is above its own beginning, without reading it again. */
function partsOf({ created, content, tallies }: Changes): PartsAbove {
  return {
    content: [...created, ...content].map((comment) => comment.content),
    tallies: [...created, ...tallies].map((comment) => comment.tally),
  };
}

/** A batch inside a transaction that holds the room's lock. */
async function commitBatch(
  queries: Queries,
  opening: Opening,
  slug: RoomSlug,
  commands: readonly BatchCommand[],
  since: Rev,
): Promise<CommitAnswer> {
  const before = await findRoom(queries, slug);
  const { epoch } = opening;
  const ownFrom = before?.record.head ?? 0;
  const facts = await readFacts(queries, slug, before, epoch, factsNeeded(commands));
  const { outcomes, changes, mine } = decideBatch(facts, commands);
  const from = Math.min(since, ownFrom);
  if (!changes.room) {
    const rows = { epoch, from, to: ownFrom, content: [], tallies: [], summary: summaryIn(undefined) };
    return { outcomes, rows, ownFrom, mine, exists: false };
  }
  const id = await writeRoom(queries, before, changes.room);
  await recordStart(queries, id, opening, ownFrom);
  await writeChanges(queries, id, changes);
  await dropOldOutcomes(queries, Math.max(...commands.map(({ now }) => now)), commands.length * DROPPED_PER_COMMAND);
  const parts = since >= ownFrom ? partsOf(changes) : await partsAbove(queries, id, since, ALL);
  const rows = { epoch, from, to: changes.room.head, ...parts, summary: summaryIn({ id, record: changes.room }) };
  return { outcomes, rows, ownFrom, mine, exists: true };
}

/** Commands one by one, after a batch failed unexpectedly: the one that fails alone is refused, the others are done. */
async function commitEach(
  { queries, opening, report }: CommitParts,
  slug: RoomSlug,
  commands: readonly BatchCommand[],
  since: Rev,
): Promise<CommitAnswer> {
  const outcomes: Outcome[] = [];
  const mine: MineOf[] = [];
  const before = await findRoom(queries, slug);
  for (const command of commands) {
    try {
      const answer = await queries.transaction((trx) => commitBatch(trx, opening, slug, [command], Number.MAX_SAFE_INTEGER));
      outcomes.push(...answer.outcomes);
      mine.push(...answer.mine);
    } catch (error) {
      report(`A command failed in ${slug} and was refused: ${String(error)}`);
      outcomes.push({ ok: false, refusal: refuse('store-unavailable') });
    }
  }
  return queries.transaction(async (trx) => {
    const room = await findRoom(trx, slug);
    const ownFrom = before?.record.head ?? 0;
    const parts = room ? await partsAbove(trx, room.id, since, ALL) : { content: [], tallies: [] };
    const range = { epoch: opening.epoch, from: Math.min(since, ownFrom), to: room?.record.head ?? 0 };
    return { outcomes, rows: { ...range, ...parts, summary: summaryIn(room) }, ownFrom, mine, exists: room !== undefined };
  });
}

export async function commit(
  parts: CommitParts,
  slug: RoomSlug,
  commands: readonly BatchCommand[],
  since: Rev,
): Promise<CommitAnswer> {
  const { queries, opening, report } = parts;
  try {
    return await queries.transaction((trx) => commitBatch(trx, opening, slug, commands, since));
  } catch (error) {
    report(`A batch of ${commands.length} failed in ${slug} and is done one by one: ${String(error)}`);
    return commitEach(parts, slug, commands, since);
  }
}
