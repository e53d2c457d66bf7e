/** Moves a thread through time, so that a demo room was alive a moment ago and not in the year it was written. */
import type { Millis } from '@parley/protocol';
import { type ThreadComment, type ThreadFile, threadTime } from '@parley/protocol/thread-file';

/** The same thread with its newest comment at `endsAt`; all distances in time stay. A later edit may come after it, as it did before. */
export function endingAt(file: ThreadFile, endsAt: Millis): ThreadFile {
  const newest = Math.max(...file.comments.map(({ createdAt }) => threadTime(createdAt)));
  if (!Number.isFinite(newest)) return file;
  const move = (iso: string): string => new Date(threadTime(iso) + endsAt - newest).toISOString();
  return { ...file, comments: file.comments.map((comment) => moved(comment, move)) };
}

function moved(comment: ThreadComment, move: (iso: string) => string): ThreadComment {
  return {
    ...comment,
    createdAt: move(comment.createdAt),
    ...(comment.editedAt && { editedAt: move(comment.editedAt) }),
    ...(comment.revisions && {
      revisions: comment.revisions.map((revision) => ({
        ...revision,
        ...(revision.writtenAt && { writtenAt: move(revision.writtenAt) }),
        replacedAt: move(revision.replacedAt),
      })),
    }),
  };
}
