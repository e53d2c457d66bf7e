/** Replacing the text of an own comment. */
import { type EditComment, type Millis, type Rev, refused } from '@parley/protocol';
import type { Actor } from '../records.ts';
import { writingFault } from './permitted.ts';
import { doneAt, type Known, type Verdict } from './working.ts';

/** Refused: `no-such-room`, `not-found`, `not-yours`, `gone`, `banned`, `room-locked`, `edited-elsewhere` with the text that stands. */
export function editComment(known: Known, command: EditComment, actor: Actor, rev: Rev, now: Millis): Verdict {
  if (!known.room) return refused('no-such-room');
  const row = known.comments.get(command.comment);
  if (!row) return refused('not-found');
  if (row.person !== actor.person) return refused('not-yours');
  const { content, tally } = row;
  if (content.status !== 'visible') return refused('gone');
  const fault = writingFault(known.room, known, actor);
  if (fault) return { ok: false, refusal: fault };

  // Before the count is compared: where both texts agree there is no conflict to ask about.
  if (content.body === command.body) return doneAt(content.contentRev);
  if (content.editCount !== command.editCount) {
    return refused('edited-elsewhere', { current: { body: content.body, editCount: content.editCount } });
  }
  const writtenAt = content.editedAt ?? content.createdAt;
  const editedAt = Math.max(now, writtenAt);
  return doneAt(rev, {
    content: [{ ...content, body: command.body, editedAt, editCount: content.editCount + 1, contentRev: rev }],
    revision: {
      comment: content.id,
      number: content.editCount,
      body: content.body,
      writtenAt,
      replacedAt: editedAt,
      replies: tally.replyCount,
    },
  });
}
