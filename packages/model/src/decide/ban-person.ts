/** Keeping a person from writing in any room of the store, and letting them again. Their comments stay until removed. */
import { type CommentId, type PersonId, type Rev, refused } from '@parley/protocol';
import { doneAt, type Known, type Verdict } from './working.ts';

/** States who may not write; saying so again changes nothing. */
export function setBan(known: Known, person: PersonId, banned: boolean, rev: Rev): Verdict {
  if (!known.room) return refused('no-such-room');
  return known.banned.has(person) === banned ? doneAt(0) : doneAt(rev, { ban: { person, banned } });
}

/**
 * Bans who wrote a comment, deleted ones included, or lifts it. An imported author is no person who could write: `not-found`.
 * Whether that person is banned already is not among the facts, so it is written in any case.
 */
export function banAuthor(known: Known, comment: CommentId, banned: boolean, rev: Rev): Verdict {
  if (!known.room) return refused('no-such-room');
  const person = known.comments.get(comment)?.person;
  return person ? doneAt(rev, { ban: { person, banned } }) : refused('not-found');
}
