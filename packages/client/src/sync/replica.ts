/** The room as this client holds it, and the one place that replaces it. */
import { enteringComments, prune, type RoomState } from '@parley/model';
import type { CommentId } from '@parley/protocol';

export interface Replica {
  /** What the view is made of; undefined before the first page. */
  readonly shown: RoomState | undefined;
  /** What the server's changes go to: `shown`, or during a reset the state that will take its place. */
  readonly current: RoomState | undefined;
  /** Replaces `current`. */
  set(state: RoomState): void;
  /** Begins a reset: changes go to `state` from now on while `shown` stays. Returns whether that reset is still under way. */
  beginReset(state: RoomState): () => boolean;
  /** Ends a reset: shows the new state, or with `false` goes on with the old one. Nothing happens without one. */
  endReset(done: boolean): void;
  /** Keeps all rows until the returned function is called: a page is under way (WIN-2). */
  hold(): () => void;
  /** Comments voted into sight that must be fetched (WIN-5). */
  entering(): readonly CommentId[];
  /** Notes that a comment is known not to belong to the top level, so that votes on it fetch nothing again. */
  setOutside(comment: CommentId): void;
}

/** Most comments remembered as standing elsewhere. */
const OUTSIDE_MAX = 5_000;

export function createReplica(initial: RoomState | undefined, pins: () => Iterable<CommentId>, changed: () => void): Replica {
  let shown = initial;
  let coming: RoomState | undefined;
  let resets = 0;
  let holds = 0;
  const outside = new Set<CommentId>();
  /** Rows after the last pruning: only growth can leave something to forget. */
  let rowsThen = 0;

  const current = () => coming ?? shown;

  function put(state: RoomState): void {
    if (coming) coming = state;
    else shown = state;
  }

  function entering(): readonly CommentId[] {
    const state = current();
    return state ? enteringComments(state).filter((id) => !outside.has(id)) : [];
  }

  function tidy(): void {
    const state = current();
    if (holds > 0 || !state || coming || entering().length > 0) return;
    const rows = state.content.size + state.tallies.size + state.news.size;
    if (rows <= rowsThen && rows !== 0) return;
    const pruned = prune(state, pins());
    rowsThen = pruned.content.size + pruned.tallies.size + pruned.news.size;
    put(pruned);
  }

  return {
    get shown() {
      return shown;
    },
    get current() {
      return current();
    },
    set(state) {
      put(state);
      tidy();
      changed();
    },
    beginReset(state) {
      coming = state;
      resets += 1;
      const mine = resets;
      return () => coming !== undefined && mine === resets;
    },
    endReset(done) {
      if (!coming) return;
      if (done) shown = coming;
      coming = undefined;
      rowsThen = 0;
      changed();
    },
    hold() {
      holds += 1;
      let held = true;
      return () => {
        if (held) holds -= 1;
        held = false;
        tidy();
      };
    },
    entering,
    setOutside(comment) {
      if (outside.size >= OUTSIDE_MAX) outside.clear();
      outside.add(comment);
    },
  };
}
