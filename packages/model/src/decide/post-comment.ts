/** Writing a comment or a reply. */
import { DEPTH_MAX, type Millis, type PostComment, type Rev, refused } from '@parley/protocol';
import { newContent, newTally } from '../parts.ts';
import type { Actor, RoomRecord, StoredComment } from '../records.ts';
import { writingFault } from './permitted.ts';
import { doneAt, type Known, type Verdict } from './working.ts';

/** The room of a first comment, where the actor may make one. */
function madeRoom(known: Known, actor: Actor): RoomRecord | undefined {
  if (!actor.mayMakeRoom) return undefined;
  return {
    slug: known.slug,
    title: actor.mayMakeRoom.title,
    status: 'open',
    listed: false,
    article: { paragraphs: [], links: [] },
    head: 0,
    lastCreatedAt: 0,
    comments: 0,
    topLevel: 0,
  };
}

/** The same post as the one that stands under its id: a retry older than the kept outcomes. */
function isSame(standing: StoredComment, command: PostComment, actor: Actor): boolean {
  const { body, parent } = standing.content;
  return standing.person === actor.person && body === command.body && parent === command.parent;
}

/** Refused: `no-such-room`, `id-taken`, `banned`, `room-locked`, `not-found` and `gone` for the parent, `too-deep`. */
export function postComment(known: Known, command: PostComment, actor: Actor, rev: Rev, now: Millis): Verdict {
  const room = known.room ?? madeRoom(known, actor);
  if (!room) return refused('no-such-room');
  const standing = known.comments.get(command.comment);
  if (standing) return isSame(standing, command, actor) ? doneAt(standing.content.born) : refused('id-taken');
  const fault = writingFault(room, known, actor);
  if (fault) return { ok: false, refusal: fault };

  const parent = command.parent === null ? undefined : known.comments.get(command.parent);
  if (command.parent !== null && !parent) return refused('not-found');
  if (parent && parent.content.status !== 'visible') return refused('gone');
  if (parent && parent.content.depth >= DEPTH_MAX) return refused('too-deep');

  const createdAt = Math.max(now, room.lastCreatedAt);
  return doneAt(rev, {
    room: {
      ...room,
      lastCreatedAt: createdAt,
      comments: room.comments + 1,
      topLevel: room.topLevel + (parent ? 0 : 1),
    },
    created: {
      content: newContent({ command, parent: parent?.content, tag: actor.tag, createdAt, rev }),
      tally: newTally(command.comment, rev),
      person: actor.person,
    },
    ...(parent && { tallies: [{ ...parent.tally, replyCount: parent.tally.replyCount + 1, tallyRev: rev }] }),
  });
}
