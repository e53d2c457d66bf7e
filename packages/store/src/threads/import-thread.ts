/** Loads a thread: one transaction, only what is not there yet. */
import type { ImportAnswer } from '@parley/engine';
import { importNeeds, planImport, summaryOf } from '@parley/model';
import type { ThreadFile } from '@parley/protocol/thread-file';
import { type CommitDialect, ONE_WRITER } from '../commit/commit.ts';
import { votesBy } from '../commit/facts.ts';
import { makeRoom, writeChanges } from '../commit/write.ts';
import { type Opening, recordStart } from '../epochs.ts';
import type { Queries } from '../queries.ts';
import { commentsById } from '../read/comments.ts';
import { partsAbove } from '../read/since.ts';
import { type ComputedNames, namesFrom } from './names.ts';

export function importThread(
  queries: Queries,
  opening: Opening,
  file: ThreadFile,
  computed: ComputedNames,
  { lockRoom }: CommitDialect = ONE_WRITER,
): Promise<ImportAnswer> {
  const names = namesFrom(computed);
  return queries.transaction(async (trx) => {
    const before = await lockRoom(trx, file.room.slug, 0);
    const needs = importNeeds(file, names);
    const found = before ? await commentsById(trx, before.id, needs.comments) : [];
    const plan = planImport(file, names, {
      room: before?.record,
      comments: new Map(found.map((comment) => [comment.content.id, comment])),
      votes: before ? await votesBy(trx, before.id, needs.votes) : [],
    });
    if (!plan.ok) return plan;
    const { changes, externals, added } = plan;
    const from = before?.record.head ?? 0;
    if (!changes.room || changes.room.head === from) return { ok: true, rows: undefined, added };
    const id = before?.id ?? (await makeRoom(trx, changes.room));
    await recordStart(trx, id, opening, from);
    await writeChanges(trx, id, changes, before?.record);
    await trx.insert(
      'externals',
      externals.map((name) => ({ room: id, kind: name.kind, id: name.id, external: name.external })),
      { key: ['room', 'kind', 'id'], update: [] },
    );
    const parts = await partsAbove(trx, id, from, Number.MAX_SAFE_INTEGER);
    const range = { epoch: opening.epoch, from, to: changes.room.head };
    return { ok: true, added, rows: { ...range, ...parts, summary: summaryOf(changes.room) } };
  });
}
