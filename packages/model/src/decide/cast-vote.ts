/** Stating the vote a person wants on a comment. */
import { type CastVote, type Rev, refused, type TallyPart, type VoteValue } from '@parley/protocol';
import { bestOf } from '../order-keys.ts';
import type { Actor } from '../records.ts';
import { writingFault } from './permitted.ts';
import { doneAt, type Known, type Verdict } from './working.ts';

/** The tally with one vote changed from `before` to `after`. */
function counted(tally: TallyPart, before: VoteValue, after: VoteValue, rev: Rev): TallyPart {
  const up = tally.up - (before === 1 ? 1 : 0) + (after === 1 ? 1 : 0);
  const down = tally.down - (before === -1 ? 1 : 0) + (after === -1 ? 1 : 0);
  return { ...tally, up, down, best: bestOf(up, down), tallyRev: rev };
}

/** Refused: `no-such-room`, `not-found`, `gone`, `own-comment`, `banned`, `room-locked`. */
export function castVote(known: Known, command: CastVote, actor: Actor, rev: Rev): Verdict {
  if (!known.room) return refused('no-such-room');
  const row = known.comments.get(command.comment);
  if (!row) return refused('not-found');
  if (row.content.status !== 'visible') return refused('gone');
  if (row.person === actor.person) return refused('own-comment');
  const fault = writingFault(known.room, known, actor);
  if (fault) return { ok: false, refusal: fault };

  const standing = known.voteOf(command.comment, actor.person);
  const before = standing?.value ?? 0;
  // No vote wanted where none ever stood: done at the tally's own revision, which every viewer of it reaches. An own revision
  // would be one that no row carries, and a viewer could wait for it in vain.
  if (before === command.value) return doneAt(standing?.rev ?? row.tally.tallyRev);
  return doneAt(rev, {
    tallies: [counted(row.tally, before, command.value, rev)],
    vote: { comment: command.comment, person: actor.person, value: command.value, rev },
  });
}
