/** Deleting all that a person wrote in a room. */
import { type Rev, refused } from '@parley/protocol';
import type { Actor } from '../records.ts';
import { emptyComments } from './emptied.ts';
import { doneAt, type Known, type Verdict } from './working.ts';

/** With nothing left to delete it is done at the last of their deletions that is known here, else at 0: nothing to wait for. */
export function deleteMyComments(known: Known, actor: Actor, rev: Rev): Verdict {
  if (!known.room) return refused('no-such-room');
  const own = [...known.comments.values()].filter((row) => row.person === actor.person).map((row) => row.content);
  const visible = own.filter((content) => content.status === 'visible');
  if (visible.length > 0) return doneAt(rev, emptyComments(known.room, visible, 'deleted', rev));
  return doneAt(own.reduce((last, content) => Math.max(last, content.contentRev), 0));
}
