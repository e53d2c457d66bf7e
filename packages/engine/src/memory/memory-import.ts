/** Loading and saving whole threads in the memory store. */
import { exportThread, planImport } from '@parley/model';
import type { ThreadFile } from '@parley/protocol/thread-file';
import type { ImportAnswer, ImportNames } from '../ports/index.ts';
import { type MemoryRoom, writeChanges } from './memory-room.ts';

export type MemoryImport = Extract<ImportAnswer, { ok: false }> | Omit<Extract<ImportAnswer, { ok: true }>, 'rows'>;

/** Plans against the rows that are there and writes the plan; `touch` is called before the room changes. */
export function importInto(room: MemoryRoom, file: ThreadFile, names: ImportNames, touch: () => void): MemoryImport {
  const plan = planImport(file, names, {
    room: room.record,
    comments: room.comments,
    votes: [...room.votes.values()],
  });
  if (!plan.ok) return plan;
  touch();
  writeChanges(room, plan.changes);
  for (const { kind, id, external } of plan.externals) room.externals.set(`${kind} ${id}`, external);
  return { ok: true, added: plan.added };
}

export function exportFrom(room: MemoryRoom): ThreadFile | undefined {
  if (!room.record) return undefined;
  return exportThread({
    room: room.record,
    comments: [...room.comments.values()],
    votes: [...room.votes.values()],
    revisions: [...room.revisions.values()].flat(),
    externalOf: (kind, id) => room.externals.get(`${kind} ${id}`),
  });
}
