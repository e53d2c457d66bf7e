import type { CommentId } from '@parley/protocol';

/** The server has a comment or a change of the viewer. */
export type PostedEvent = CustomEvent<{ readonly comment: CommentId; readonly kind: 'comment' | 'reply' | 'edit' }>;

declare global {
  interface GlobalEventHandlersEventMap {
    'parley-posted': PostedEvent;
  }
}
