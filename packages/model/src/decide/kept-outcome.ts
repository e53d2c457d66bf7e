/** First outcomes as they are kept for retries: without any text, since a later deletion would not reach it there (DEL-6). */
import { type EditComment, refuse } from '@parley/protocol';
import type { Outcome } from '../records.ts';
import type { BatchCommand } from './decision.ts';
import type { Known } from './working.ts';

/** The outcome without the text that a conflict names. */
export function withoutText(outcome: Outcome): Outcome {
  if (outcome.ok || !outcome.refusal.current) return outcome;
  const { current: _, ...refusal } = outcome.refusal;
  return { ok: false, refusal };
}

/** A kept outcome as the answer to a retry: a conflict names the text that stands now, or none when the comment is gone. */
export function withTextNow(known: Known, { command, actor }: BatchCommand, kept: Outcome): Outcome {
  if (kept.ok || kept.refusal.code !== 'edited-elsewhere' || command.kind !== 'edit-comment') return kept;
  const current = textOf(known, command, actor.person);
  return current ? { ok: false, refusal: refuse('edited-elsewhere', { current }) } : kept;
}

function textOf(known: Known, { comment }: EditComment, person: BatchCommand['actor']['person']) {
  const row = known.comments.get(comment);
  if (row?.person !== person || row.content.status !== 'visible') return undefined;
  return { body: row.content.body, editCount: row.content.editCount };
}
