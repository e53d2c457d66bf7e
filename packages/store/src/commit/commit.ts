/** The one way in which people change a room: a batch, one transaction. */
import type { CommitAnswer, MineOf } from '@parley/engine';
import { type BatchCommand, type Changes, decideBatch, factsNeeded, type Outcome, summaryOf } from '@parley/model';
import { type Millis, type Rev, type RoomSlug, refuse } from '@parley/protocol';
import { type Opening, recordStart } from '../epochs.ts';
import { StoreError } from '../errors.ts';
import { type Queries, together } from '../queries.ts';
import { findBareRoom, findRoom, type KnownRoom } from '../read/rooms.ts';
import { type PartsAbove, partsAbove } from '../read/since.ts';
import type { OnReport } from '../report.ts';
import { readFacts } from './facts.ts';
import type { OldOutcomes } from './old-outcomes.ts';
import { dropOldOutcomes, makeRoom, writeChanges } from './write.ts';

/** No bound: a commit's answer holds every row above the asker's cursor. */
const ALL = Number.MAX_SAFE_INTEGER;

/** What each dialect does in its own way. */
export interface CommitDialect {
  /**
   * The first statement of a transaction that changes a room: locks the room until its end, raises its head by `commands` where the
   * lock is that very update, and gives the room as it stood, with `UNREAD` for its article. Undefined when there is none.
   */
  readonly lockRoom: (queries: Queries, slug: RoomSlug, commands: number) => Promise<KnownRoom | undefined>;
  /** Drops outcomes older than their time, at most `max`, without waiting for another transaction. */
  readonly dropOldOutcomes: (queries: Queries, now: Millis, max: number) => Promise<void>;
}

/** One transaction at a time in the whole store: it needs no lock of a room. */
export const ONE_WRITER: CommitDialect = { lockRoom: findBareRoom, dropOldOutcomes };

/** Where commits go. `report` takes what an operator must know of a commit that failed unexpectedly. */
export interface CommitParts {
  readonly queries: Queries;
  readonly opening: Opening;
  /** Without it: one writer. */
  readonly dialect?: CommitDialect;
  readonly oldOutcomes: OldOutcomes;
  /** Gives the work at hand its time anew: told before each command of a batch that is done one by one. */
  readonly goOn?: () => void;
  readonly report: OnReport;
}

/** What this batch itself changed: all there is above its own beginning, without reading it again. */
function partsOf({ created, content, tallies }: Changes): PartsAbove {
  return {
    content: [...created, ...content].map((comment) => comment.content),
    tallies: [...created, ...tallies].map((comment) => comment.tally),
  };
}

/** Earlier parts with those that this batch changed in their place: each once, in its latest state. */
function withOwn(earlier: PartsAbove, own: PartsAbove): PartsAbove {
  const latest = <Part extends { readonly id: string }>(parts: readonly Part[]) => [
    ...new Map(parts.map((part) => [part.id, part])).values(),
  ];
  return { content: latest([...earlier.content, ...own.content]), tallies: latest([...earlier.tallies, ...own.tallies]) };
}

/** A batch inside a transaction: locks the room, reads all it needs at once, decides, writes all at once. */
async function commitBatch(
  queries: Queries,
  { opening, dialect = ONE_WRITER, oldOutcomes }: CommitParts,
  slug: RoomSlug,
  commands: readonly BatchCommand[],
  since: Rev,
): Promise<CommitAnswer> {
  const before = await dialect.lockRoom(queries, slug, commands.length);
  const { epoch } = opening;
  const ownFrom = before?.record.head ?? 0;
  const [facts, earlier] = await together(
    readFacts(queries, slug, before, epoch, factsNeeded(commands)),
    before && since < ownFrom ? partsAbove(queries, before.id, since, ALL) : Promise.resolve({ content: [], tallies: [] }),
  );
  const { outcomes, changes, mine } = decideBatch(facts, commands);
  const from = Math.min(since, ownFrom);
  if (!changes.room) {
    const rows = { epoch, from, to: ownFrom, content: [], tallies: [], summary: summaryOf(undefined) };
    return { outcomes, rows, ownFrom, mine, exists: false };
  }
  const id = before?.id ?? (await makeRoom(queries, changes.room));
  await together(
    recordStart(queries, id, opening, ownFrom),
    writeChanges(queries, id, changes, before?.record),
    oldOutcomes.drop(queries, dialect, commands),
  );
  const parts = withOwn(earlier, partsOf(changes));
  const rows = { epoch, from, to: changes.room.head, ...parts, summary: summaryOf(changes.room) };
  return { outcomes, rows, ownFrom, mine, exists: true };
}

/** Commands one by one, after a batch failed unexpectedly: the one that fails alone is refused, the others are done. */
async function commitEach(
  parts: CommitParts,
  slug: RoomSlug,
  commands: readonly BatchCommand[],
  since: Rev,
): Promise<CommitAnswer> {
  const { queries, opening, report } = parts;
  const outcomes: Outcome[] = [];
  const mine: MineOf[] = [];
  const before = (await findRoom(queries, slug))?.record.head ?? 0;
  let head = before;
  let isAlone = true;
  for (const command of commands) {
    try {
      parts.goOn?.();
      const answer = await queries.transaction((trx) => commitBatch(trx, parts, slug, [command], ALL));
      outcomes.push(...answer.outcomes);
      mine.push(...answer.mine);
      isAlone &&= answer.ownFrom === head;
      head = answer.rows.to;
    } catch (error) {
      // Those before it are done: asked again, they get their first outcomes.
      if (error instanceof StoreError) throw new StoreError('unreachable', error.message, { cause: error });
      report(`A command failed in ${slug} and was refused: ${String(error)}`, 'error');
      outcomes.push({ ok: false, refusal: refuse('store-unavailable') });
    }
  }
  return queries.transaction(async (trx) => {
    const room = await findRoom(trx, slug);
    const to = room?.record.head ?? 0;
    // With commits of others in between, no range is this batch's own: who is told of an empty one reads what is missing.
    const ownFrom = isAlone && head === to ? before : to;
    const rows = room ? await partsAbove(trx, room.id, since, ALL) : { content: [], tallies: [] };
    const range = { epoch: opening.epoch, from: Math.min(since, before), to };
    return { outcomes, rows: { ...range, ...rows, summary: summaryOf(room?.record) }, ownFrom, mine, exists: room !== undefined };
  });
}

export async function commit(
  parts: CommitParts,
  slug: RoomSlug,
  commands: readonly BatchCommand[],
  since: Rev,
): Promise<CommitAnswer> {
  const { queries, report } = parts;
  try {
    return await queries.transaction((trx) => commitBatch(trx, parts, slug, commands, since));
  } catch (error) {
    // The store itself cannot be reached: one by one would fare no better.
    if (error instanceof StoreError) throw error;
    report(`A batch of ${commands.length} failed in ${slug} and is done one by one: ${String(error)}`, 'warn');
    return commitEach(parts, slug, commands, since);
  }
}
