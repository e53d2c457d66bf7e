/** The room shows its first complete page and has taken the place of what the server rendered. */
export type ReadyEvent = CustomEvent<void>;

declare global {
  interface GlobalEventHandlersEventMap {
    'parley-ready': ReadyEvent;
  }
}
