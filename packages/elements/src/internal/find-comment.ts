import type { CommentView, ListView, RoomView } from '@parley/client';
import type { CommentId } from '@parley/protocol';

/** All comments of a list with those below them, in the order shown. */
export function* everyComment(list: ListView): Generator<CommentView> {
  for (const comment of list.comments) {
    yield comment;
    yield* everyComment(comment.replies);
  }
}

/** All comments the view holds. */
export function* allComments(view: RoomView): Generator<CommentView> {
  yield* everyComment(view.top);
  for (const comment of view.mineElsewhere) {
    yield comment;
    yield* everyComment(comment.replies);
  }
}

export function findComment(view: RoomView, id: CommentId): CommentView | undefined {
  for (const comment of allComments(view)) if (comment.id === id) return comment;
  return undefined;
}
