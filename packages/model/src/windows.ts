/**
 * Windows: for each list one interval of order keys within which a viewer knows every row. Membership is by key alone, so a
 * row enters or leaves a window by what it is, not by when it arrived.
 */
import type { CommentId, ContentPart, Order, OrderKey, Page, PageWindow, TallyPart } from '@parley/protocol';
import { compareKeys, keyOf } from './order-keys.ts';
import type { ListId, RoomState } from './room-state.ts';

/** Whether a key lies in an interval; an open end (null) takes whatever comes there (WIN-1). */
export function covers(window: PageWindow, key: OrderKey): boolean {
  const { order, first, last } = window;
  return (first === null || compareKeys(order, first, key) <= 0) && (last === null || compareKeys(order, key, last) <= 0);
}

/** A row's place in an order; undefined while a part it needs is missing. */
function keyIn(order: Order, content: ContentPart, tally: TallyPart | undefined): OrderKey | undefined {
  return tally && keyOf(order, content, tally);
}

/** Whether a row stands in the window of its list. */
export function isInWindow(state: RoomState, comment: CommentId): boolean {
  const content = state.content.get(comment);
  const window = content && state.windows.get(content.parent);
  if (!window) return false;
  const key = keyIn(window.order, content, state.tallies.get(comment));
  return key !== undefined && covers(window, key);
}

const listsByState = new WeakMap<RoomState, ReadonlyMap<ListId, readonly CommentId[]>>();

/** The rows of every window in display order. Windows without rows are not among them. */
export function listsOf(state: RoomState): ReadonlyMap<ListId, readonly CommentId[]> {
  const known = listsByState.get(state);
  if (known) return known;
  const found = new Map<ListId, { id: CommentId; key: OrderKey }[]>();
  for (const content of state.content.values()) {
    const window = state.windows.get(content.parent);
    const key = window && keyIn(window.order, content, state.tallies.get(content.id));
    if (!key || !covers(window, key)) continue;
    const list = found.get(content.parent);
    if (list) list.push({ id: content.id, key });
    else found.set(content.parent, [{ id: content.id, key }]);
  }
  const lists = new Map<ListId, readonly CommentId[]>();
  for (const [parent, rows] of found) {
    const order = state.windows.get(parent)?.order ?? 'oldest';
    const sorted = rows.sort((a, b) => compareKeys(order, a.key, b.key));
    lists.set(
      parent,
      sorted.map((row) => row.id),
    );
  }
  listsByState.set(state, lists);
  return lists;
}

/** The union of two intervals of one list when they overlap or touch; undefined when something may lie between. */
export function joinWindows(a: PageWindow, b: PageWindow): PageWindow | undefined {
  if (a.parent !== b.parent || a.order !== b.order) return undefined;
  const { order } = a;
  const reaches = (from: OrderKey | null, to: OrderKey | null) =>
    from === null || to === null || compareKeys(order, from, to) <= 0;
  if (!reaches(a.first, b.last) || !reaches(b.first, a.last)) return undefined;
  const first = a.first && b.first && (compareKeys(order, a.first, b.first) <= 0 ? a.first : b.first);
  const last = a.last && b.last && (compareKeys(order, a.last, b.last) >= 0 ? a.last : b.last);
  return { parent: a.parent, order, first, last };
}

/**
 * Takes over a page's windows (its rows must be merged already). `join`: a page before or after a window only extends it.
 * `replace`: a page from the start or around a comment takes the place of a window that it does not touch.
 */
export function mergePage(state: RoomState, page: Page, how: 'join' | 'replace'): RoomState {
  const windows = new Map(state.windows);
  for (const window of page.windows) {
    const held = windows.get(window.parent);
    const joined = held ? joinWindows(held, window) : window;
    if (joined) windows.set(window.parent, joined);
    else if (how === 'replace') windows.set(window.parent, window);
  }
  const leaves = page.tallies.filter((tally) => tally.replyCount === 0).map((tally) => tally.id);
  return openEmptyLists({ ...state, windows }, leaves);
}

/** Gives comments that are known to have no replies, or to have all of them here, a window open at both ends (WIN-4). */
export function openEmptyLists(state: RoomState, parents: readonly CommentId[]): RoomState {
  const fresh = parents.filter((parent) => !state.windows.has(parent));
  if (fresh.length === 0) return state;
  const windows = new Map(state.windows);
  for (const parent of fresh) windows.set(parent, { parent, order: 'oldest', first: null, last: null });
  return { ...state, windows };
}

/**
 * Comments known by their tally alone that may have been voted into the top level's window (WIN-5): to be fetched. Only a
 * list in `best` order can be entered that way, and replies never are in it (ORD-3).
 */
export function enteringComments(state: RoomState): readonly CommentId[] {
  const window = state.windows.get(null);
  if (window?.order !== 'best') return [];
  const { first, last } = window;
  const mayEnter = ({ id, best }: TallyPart) =>
    !state.content.has(id) && (first === null || best <= (first[0] ?? 0)) && (last === null || best >= (last[0] ?? 0));
  return [...state.tallies.values()].filter(mayEnter).map((tally) => tally.id);
}

/**
 * Forgets what no window reaches from the top level, except the pinned comments and what hangs below them. Must not run while
 * a page is under way: rows that arrive meanwhile may belong to it (WIN-2).
 */
export function prune(state: RoomState, pinned: Iterable<CommentId>): RoomState {
  const lists = listsOf(state);
  const kept = new Set<CommentId>();
  const open: CommentId[] = [...(lists.get(null) ?? []), ...pinned];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (kept.has(id)) continue;
    kept.add(id);
    open.push(...(lists.get(id) ?? []));
  }
  const keep = <Value>(map: ReadonlyMap<CommentId, Value>) => filterMap(map, (id) => kept.has(id));
  const windows = filterMap(state.windows, (parent) => parent === null || kept.has(parent));
  const news = filterMap(state.news, (id) => !isInWindow(state, id));
  const pruned = { ...state, content: keep(state.content), tallies: keep(state.tallies), mine: keep(state.mine), windows, news };
  return same(pruned, state) ? state : pruned;
}

const same = (a: RoomState, b: RoomState) =>
  a.content === b.content && a.tallies === b.tallies && a.mine === b.mine && a.windows === b.windows && a.news === b.news;

function filterMap<Key, Value>(map: ReadonlyMap<Key, Value>, keep: (key: Key) => boolean): ReadonlyMap<Key, Value> {
  for (const key of map.keys()) {
    if (!keep(key)) return new Map([...map].filter(([held]) => keep(held)));
  }
  return map;
}
