/** Which file decides which command. */
import { type Rev, refused } from '@parley/protocol';
import type { Actor, KeeperCommand } from '../records.ts';
import { addRoom } from './add-room.ts';
import { banAuthor, setBan } from './ban-person.ts';
import { castVote } from './cast-vote.ts';
import type { BatchCommand } from './decision.ts';
import { deleteComment } from './delete-comment.ts';
import { deleteMyComments } from './delete-my-comments.ts';
import { editComment } from './edit-comment.ts';
import { setStatus } from './lock-room.ts';
import { postComment } from './post-comment.ts';
import { removeComment } from './remove-comment.ts';
import type { Known, Verdict } from './working.ts';

/** Only the owner's door makes keepers; this is the second lock on the same door. */
function decideKeeper(known: Known, command: KeeperCommand, actor: Actor, rev: Rev): Verdict {
  if (actor.role !== 'keeper') return refused('not-yours');
  switch (command.kind) {
    case 'remove-comment':
      return removeComment(known, command.comment, rev);
    case 'lock-room':
      return setStatus(known, 'locked', rev);
    case 'unlock-room':
      return setStatus(known, 'open', rev);
    case 'add-room':
      return addRoom(known, command, rev);
    case 'ban-author':
      return banAuthor(known, command.comment, true, rev);
    case 'unban-author':
      return banAuthor(known, command.comment, false, rev);
    case 'ban-person':
      return setBan(known, command.person, true, rev);
    case 'unban-person':
      return setBan(known, command.person, false, rev);
  }
}

/** Decides one command at its revision, by what is known now. Pure: the effect is folded in by the caller. */
export function decideCommand(known: Known, { command, actor, now }: BatchCommand, rev: Rev): Verdict {
  switch (command.kind) {
    case 'post-comment':
      return postComment(known, command, actor, rev, now);
    case 'edit-comment':
      return editComment(known, command, actor, rev, now);
    case 'delete-comment':
      return deleteComment(known, command, actor, rev);
    case 'delete-my-comments':
      return deleteMyComments(known, actor, rev);
    case 'cast-vote':
      return castVote(known, command, actor, rev);
    default:
      return decideKeeper(known, command, actor, rev);
  }
}
