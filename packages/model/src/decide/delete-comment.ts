/** Deleting an own comment. Allowed in a locked room and to a banned person: one's own words stay one's own. */
import { type DeleteComment, type Rev, refused } from '@parley/protocol';
import type { Actor } from '../records.ts';
import { emptyComments } from './emptied.ts';
import { doneAt, type Known, type Verdict } from './working.ts';

/** Refused: `no-such-room`, `not-found`, `not-yours`. One that is gone already is done at the revision that emptied it. */
export function deleteComment(known: Known, command: DeleteComment, actor: Actor, rev: Rev): Verdict {
  if (!known.room) return refused('no-such-room');
  const row = known.comments.get(command.comment);
  if (!row) return refused('not-found');
  if (row.person !== actor.person) return refused('not-yours');
  if (row.content.status !== 'visible') return doneAt(row.content.contentRev);
  return doneAt(rev, emptyComments(known.room, [row.content], 'deleted', rev));
}
