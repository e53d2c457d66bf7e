import type { CommentId } from '@parley/protocol';

/** The reader asked for the new comments of a list (null: the top level). */
export type ShowNewEvent = CustomEvent<{ readonly parent: CommentId | null }>;

declare global {
  interface GlobalEventHandlersEventMap {
    'parley-show-new': ShowNewEvent;
  }
}
