/** Removing a comment as the keeper of the site. */
import { type CommentId, type Rev, refused } from '@parley/protocol';
import { emptyComments } from './emptied.ts';
import { doneAt, type Known, type Verdict } from './working.ts';

/** One that its author deleted stays `deleted`: there is nothing left to remove. */
export function removeComment(known: Known, comment: CommentId, rev: Rev): Verdict {
  if (!known.room) return refused('no-such-room');
  const row = known.comments.get(comment);
  if (!row) return refused('not-found');
  if (row.content.status !== 'visible') return doneAt(row.content.contentRev);
  return doneAt(rev, emptyComments(known.room, [row.content], 'removed', rev));
}
