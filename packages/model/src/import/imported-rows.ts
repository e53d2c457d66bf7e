/** One comment of a file as rows. */
import type { CommentId, CommentStatus, ContentPart, Millis, Rev } from '@parley/protocol';
import { type ThreadComment, threadTime } from '@parley/protocol/thread-file';
import type { StoredRevision } from '../records.ts';

export const statusOf = (comment: ThreadComment): CommentStatus =>
  comment.deleted ? 'deleted' : comment.removed ? 'removed' : 'visible';

/** When a comment was last edited; null for never, and for placeholders, which tell nothing of their text. */
function editedAtOf(comment: ThreadComment): Millis | null {
  if (statusOf(comment) !== 'visible') return null;
  const iso = comment.editedAt ?? comment.revisions?.at(-1)?.replacedAt;
  return iso === undefined || iso === null ? null : threadTime(iso);
}

/**
 * Earlier texts of a comment. An edit of which no text was kept is one revision without a text; a number of replies that the file
 * does not say is taken from the times of the replies it has (`repliesAt`, ascending).
 */
export function revisionsOf(id: CommentId, comment: ThreadComment, repliesAt: readonly Millis[]): StoredRevision[] {
  const editedAt = editedAtOf(comment);
  if (editedAt === null) return [];
  const repliesBy = (time: Millis) => repliesAt.filter((at) => at <= time).length;
  if (!comment.revisions?.length) {
    const unknown = { body: null, writtenAt: null, replacedAt: editedAt, replies: repliesBy(editedAt) };
    return [{ comment: id, number: 0, ...unknown }];
  }
  return comment.revisions.map((revision, number) => {
    const replacedAt = threadTime(revision.replacedAt);
    return {
      comment: id,
      number,
      body: revision.body,
      writtenAt: revision.writtenAt ? threadTime(revision.writtenAt) : null,
      replacedAt,
      replies: revision.replies ?? repliesBy(replacedAt),
    };
  });
}

/** The content part of a comment that is new here. */
export function contentOf(
  comment: ThreadComment,
  at: Pick<ContentPart, 'id' | 'parent' | 'root' | 'depth'> & {
    readonly tag: ContentPart['author']['tag'];
    readonly edits: number;
  },
  rev: Rev,
): ContentPart {
  const { tag, edits, ...place } = at;
  const status = statusOf(comment);
  return {
    ...place,
    born: rev,
    author: { tag, name: status === 'visible' ? (comment.author?.name ?? null) : null },
    body: comment.body,
    createdAt: threadTime(comment.createdAt),
    editedAt: editedAtOf(comment),
    editCount: edits,
    status,
    contentRev: rev,
  };
}
