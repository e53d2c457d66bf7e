import type { CommentId } from '@parley/protocol';

/** The reader followed a comment's own link. Preventing it leaves the page's address to the page. */
export type CommentLinkedEvent = CustomEvent<{ readonly comment: CommentId; readonly href: string }>;

declare global {
  interface GlobalEventHandlersEventMap {
    'parley-comment-linked': CommentLinkedEvent;
  }
}
