import type { CommentView, RoomClient, RoomView } from '@parley/client';
import { bodyFault, type CommentId, type Refusal, type Result, refuse } from '@parley/protocol';
import { allComments, findComment } from '../../internal/find-comment.ts';

/** Where a composer writes to: a new comment (parent null), a reply, or another text for an own comment. */
export type Target =
  | { readonly kind: 'comment' | 'reply'; readonly parent: CommentId | null }
  | { readonly kind: 'edit'; readonly comment: CommentId };

/** Place of the draft, as the client names it. */
export function placeOf(target: Target): string {
  if (target.kind === 'edit') return `edit:${target.comment}`;
  return target.parent ?? '';
}

/** `writing`: the text is the writer's · `sent`: it is on its way and stays until the server has it · `done`: the server has it. */
export type Progress =
  | { readonly kind: 'writing'; readonly refusal: Refusal | undefined }
  | { readonly kind: 'sent'; readonly comment: CommentId; readonly seen: CommentView | undefined; readonly before: RoomView }
  | { readonly kind: 'done'; readonly comment: CommentId };

export const writing = (refusal?: Refusal): Progress => ({ kind: 'writing', refusal });

/** Hands the text to the client. What can be known here is refused here. */
export function submit(client: RoomClient, target: Target, body: string): Progress {
  const fault = bodyFault(body);
  if (fault) return writing(refuse(fault, { field: 'body' }));
  const before = client.view;
  const result: Result<CommentId | undefined> =
    target.kind === 'edit' ? edited(client.editComment(target.comment, body)) : client.postComment(target.parent, body);
  if (!result.ok) return writing(result.refusal);
  const comment = target.kind === 'edit' ? target.comment : result.value;
  return comment === undefined ? writing() : { kind: 'sent', comment, seen: undefined, before };
}

const edited = (result: Result<void>): Result<undefined> => (result.ok ? { ok: true, value: undefined } : result);

/**
 * Looks what became of a text that was sent. A refusal gives it back to the writer, except a slow-down, which the client sends
 * again by itself.
 */
export function follow(client: RoomClient, progress: Progress): Progress {
  // The view is replaced once a turn: until then it does not know of the command.
  if (progress.kind !== 'sent' || client.view === progress.before) return progress;
  const comment = findComment(client.view, progress.comment);
  if (!comment) return progress.seen ? writing() : progress;
  const { pending } = comment;
  if (!pending) return { kind: 'done', comment: comment.id };
  if (pending.kind === 'refused' && pending.refusal.class !== 'slow-down') {
    client.discard(comment.id);
    return writing(pending.refusal);
  }
  return comment === progress.seen ? progress : { ...progress, seen: comment };
}

/** After a reload: the text in the box may be one that is on its way already. Then it is followed and not sent twice. */
export function adopt(client: RoomClient, target: Target, text: string): Progress {
  if (target.kind === 'edit' || text === '') return writing();
  for (const comment of allComments(client.view)) {
    if (comment.pending && comment.own && comment.parent === target.parent && comment.body === text && comment.editCount === 0) {
      return { kind: 'sent', comment: comment.id, seen: comment, before: client.view };
    }
  }
  return writing();
}
