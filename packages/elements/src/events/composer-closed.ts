/** A composer for a reply or an edit is done with, sent or cancelled. */
export type ComposerClosedEvent = CustomEvent<void>;

declare global {
  interface GlobalEventHandlersEventMap {
    'parley-composer-closed': ComposerClosedEvent;
  }
}
