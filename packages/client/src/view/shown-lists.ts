/**
 * What is shown of the true lists. New comments and new ranks at or above what is read wait; the reader's own acts, and
 * nothing else, bring a list to its true state (SAFE-1 to SAFE-5).
 */
import type { ListId } from '@parley/model';
import type { CommentId } from '@parley/protocol';
import type { Pace, Reading } from '../api.ts';

export interface Truth {
  /** Every list that has rows, in display order. */
  readonly lists: ReadonlyMap<ListId, readonly CommentId[]>;
  /** Whether a row can still be shown though it has left its window. */
  isHeld(comment: CommentId): boolean;
  isOwn(comment: CommentId): boolean;
}

export interface ShownLists {
  /**
   * Brings what is shown as near to the truth as the reader's place allows. Of `own` those that stand in no list are shown
   * beside the lists, with what hangs below them.
   */
  update(truth: Truth, pace: Pace, reading: Reading | null, own: Iterable<CommentId>): void;
  shown(list: ListId): readonly CommentId[];
  /** How many comments of the true list wait. */
  waiting(list: ListId): number;
  /** Whether what is shown of a list stands in another order than the list has. */
  isMoved(list: ListId): boolean;
  /** How many wait in all lists that are reached from the top. */
  readonly waitingTotal: number;
  /** The reader asked: the next update shows this list as it is. */
  adopt(list: ListId): void;
  /** The reader asked for these comments: the next update puts them in. */
  admit(comments: Iterable<CommentId>): void;
  /** Whether a comment stands in a list that is reached from the top. */
  isShown(comment: CommentId): boolean;
  /** Own comments that stand in no list. */
  readonly elsewhere: readonly CommentId[];
  all(): Iterable<CommentId>;
}

const NONE: readonly CommentId[] = [];

export function createShownLists(): ShownLists {
  let shown = new Map<ListId, readonly CommentId[]>();
  let waiting = new Map<ListId, number>();
  let moved = new Set<ListId>();
  let waitingTotal = 0;
  let ids = new Set<CommentId>();
  let elsewhere: CommentId[] = [];
  const adopted = new Set<ListId>();
  const admitted = new Set<CommentId>();

  function update(truth: Truth, pace: Pace, reading: Reading | null, own: Iterable<CommentId>): void {
    const isBelow = pace === 'buffered' && reading ? belowTest(shown, reading.last) : () => pace !== 'paused';
    const next = new Map<ListId, readonly CommentId[]>();
    waiting = new Map();
    moved = new Set();
    waitingTotal = 0;
    ids = new Set();
    elsewhere = [];
    const open: ListId[] = [];
    function walk(root: ListId): void {
      open.push(root);
      for (let list = open.pop(); list !== undefined; list = open.pop()) show(list);
    }
    function show(list: ListId): void {
      const rows = truth.lists.get(list) ?? NONE;
      const old = shown.get(list);
      const now = !old || pace === 'follow' || adopted.has(list) ? rows : paced(list, old, rows, truth, isBelow);
      next.set(list, now);
      for (const id of now) {
        ids.add(id);
        open.push(id);
      }
      if (now === rows) return;
      const count = rows.filter((id) => !ids.has(id)).length;
      if (count > 0) waiting.set(list, count);
      if (!inSameOrder(now, rows)) moved.add(list);
      waitingTotal += count;
    }
    walk(null);
    for (const id of own) {
      if (ids.has(id) || !truth.isHeld(id)) continue;
      elsewhere.push(id);
      walk(id);
    }
    shown = next;
    adopted.clear();
    admitted.clear();
  }

  function paced(
    list: ListId,
    old: readonly CommentId[],
    rows: readonly CommentId[],
    truth: Truth,
    isBelow: (list: ListId, before: CommentId | undefined) => boolean,
  ): readonly CommentId[] {
    if (old.length === 0 && rows.length === 0) return old;
    const kept = old.filter((id) => truth.isHeld(id));
    const had = new Set(kept);
    const result = [...kept];
    /** The nearest earlier comment that was shown before this update: it alone says where a new one would appear. */
    let anchor: CommentId | undefined;
    let before: CommentId | undefined;
    for (const id of rows) {
      if (had.has(id)) {
        anchor = id;
        before = id;
      } else if (truth.isOwn(id) || admitted.has(id) || isBelow(list, anchor)) {
        result.splice(before === undefined ? 0 : result.indexOf(before) + 1, 0, id);
        before = id;
      }
    }
    return result.length === old.length && result.every((id, index) => id === old[index]) ? old : result;
  }

  return {
    update,
    shown: (list) => shown.get(list) ?? NONE,
    waiting: (list) => waiting.get(list) ?? 0,
    isMoved: (list) => moved.has(list),
    get waitingTotal() {
      return waitingTotal;
    },
    adopt: (list) => void adopted.add(list),
    admit(comments) {
      for (const id of comments) admitted.add(id);
    },
    isShown: (comment) => ids.has(comment),
    get elsewhere() {
      return elsewhere;
    },
    all: () => ids,
  };
}

/** Whether the comments that two lists share stand in the same order in both. */
function inSameOrder(a: readonly CommentId[], b: readonly CommentId[]): boolean {
  const place = new Map(b.map((id, at) => [id, at]));
  let last = -1;
  for (const id of a) {
    const at = place.get(id);
    if (at === undefined) continue;
    if (at < last) return false;
    last = at;
  }
  return true;
}

/** Tells whether a comment put behind `before` (undefined: at the list's beginning) would appear below `last`. */
function belowTest(shown: ReadonlyMap<ListId, readonly CommentId[]>, last: CommentId) {
  const begin = new Map<CommentId, number>();
  const end = new Map<CommentId, number>();
  let count = 0;
  (function walk(list: ListId): void {
    for (const id of shown.get(list) ?? NONE) {
      begin.set(id, count);
      count += 1;
      walk(id);
      end.set(id, count);
    }
  })(null);
  const lastAt = begin.get(last);
  return (list: ListId, before: CommentId | undefined): boolean => {
    // Somebody reads what is not shown any more: nothing can be placed safely.
    if (lastAt === undefined) return false;
    const at = before !== undefined ? end.get(before) : list !== null ? (begin.get(list) ?? 0) + 1 : 0;
    return (at ?? 0) > lastAt;
  };
}
