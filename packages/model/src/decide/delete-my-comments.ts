/** Deleting all that a person wrote in a room. */
import { type Rev, refused } from '@parley/protocol';
import type { Actor } from '../records.ts';
import { emptyComments } from './emptied.ts';
import { doneAt, type Known, type Verdict } from './working.ts';

/** With nothing left to delete it is done at 0: there is nothing to wait for. */
export function deleteMyComments(known: Known, actor: Actor, rev: Rev): Verdict {
  if (!known.room) return refused('no-such-room');
  const visible = [...known.comments.values()]
    .filter((row) => row.person === actor.person && row.content.status === 'visible')
    .map((row) => row.content);
  return visible.length === 0 ? doneAt(0) : doneAt(rev, emptyComments(known.room, visible, 'deleted', rev));
}
