/**
 * Pages of the memory store, by the plainest means: a list is filtered and sorted whole for each page. It is the yardstick
 * that the stores with indexes are compared with.
 */
import { compareKeys, keyOf, type StoredComment, summaryOf } from '@parley/model';
import { type CommentId, type Epoch, type Order, type Page, type PageWindow, type PersonId, REPLY_ORDER } from '@parley/protocol';
import type { PageQuery } from '../ports/index.ts';
import { headOf, type MemoryRoom, mineOn } from './memory-room.ts';

const keyIn = (order: Order, comment: StoredComment) => [...keyOf(order, comment.content, comment.tally)];

interface Slice {
  readonly rows: readonly StoredComment[];
  readonly window: PageWindow;
}

function listOf(room: MemoryRoom, parent: CommentId | null, order: Order): StoredComment[] {
  return [...room.comments.values()]
    .filter((comment) => comment.content.parent === parent)
    .sort((a, b) => compareKeys(order, keyIn(order, a), keyIn(order, b)));
}

/** Rows [begin, end) of a list, with open ends where nothing lies beyond. An empty slice starts or ends at the key asked for. */
function slice(list: readonly StoredComment[], parent: CommentId | null, order: Order, begin: number, end: number): Slice {
  const rows = list.slice(Math.max(0, begin), end);
  const first = rows[0];
  const last = rows.at(-1);
  return {
    rows,
    window: {
      parent,
      order,
      first: begin > 0 && first ? keyIn(order, first) : null,
      last: end < list.length && last ? keyIn(order, last) : null,
    },
  };
}

function asked(room: MemoryRoom, query: PageQuery): Slice {
  const { parent, order, from, limit } = query;
  const list = listOf(room, parent, order);
  if (from.at === 'after') {
    const begin = list.filter((comment) => compareKeys(order, keyIn(order, comment), from.key) <= 0).length;
    const cut = slice(list, parent, order, begin, begin + limit);
    return cut.rows.length === 0 && begin > 0 ? { rows: [], window: { ...cut.window, first: from.key } } : cut;
  }
  if (from.at === 'before') {
    const end = list.filter((comment) => compareKeys(order, keyIn(order, comment), from.key) < 0).length;
    const cut = slice(list, parent, order, end - limit, end);
    return cut.rows.length === 0 && end < list.length ? { rows: [], window: { ...cut.window, last: from.key } } : cut;
  }
  return slice(list, parent, order, 0, limit);
}

/** `size` rows around one of a list, as many before it as after it where both are there. */
function around(room: MemoryRoom, order: Order, comment: StoredComment, size: number): Slice {
  const { parent, id } = comment.content;
  const list = listOf(room, parent, order);
  const index = list.findIndex((other) => other.content.id === id);
  const begin = Math.max(0, Math.min(index - Math.floor((size - 1) / 2), list.length - size));
  return slice(list, parent, order, begin, begin + size);
}

/** The comment and its ancestors below `parent`, outermost first; undefined when it does not stand below it. */
function pathTo(room: MemoryRoom, parent: CommentId | null, comment: CommentId): StoredComment[] | undefined {
  const path: StoredComment[] = [];
  for (let at = room.comments.get(comment); at; ) {
    path.unshift(at);
    if (at.content.parent === parent) return path;
    at = at.content.parent === null ? undefined : room.comments.get(at.content.parent);
  }
  return undefined;
}

/** The list asked for around the path's first comment, then each deeper one's list around the next. */
function slicesAlong(room: MemoryRoom, path: readonly StoredComment[], query: PageQuery): Slice[] {
  let used = 0;
  return path.map((comment, level) => {
    const deeper = path.length - 1 - level;
    const wanted = level === 0 || deeper === 0 ? query.limit : query.replies;
    // Every deeper level is sure of one row: the path itself is never cut.
    const size = Math.max(1, Math.min(wanted, query.total - used - deeper));
    const cut = around(room, level === 0 ? query.order : REPLY_ORDER, comment, size);
    used += cut.rows.length;
    return cut;
  });
}

/** Adds first replies level by level until the page's total is reached. */
function withReplies(room: MemoryRoom, slices: readonly Slice[], query: PageQuery): Slice[] {
  const all = [...slices];
  const opened = new Set(slices.map((cut) => cut.window.parent));
  let left = query.total - slices.reduce((sum, cut) => sum + cut.rows.length, 0);
  let level = slices.flatMap((cut) => cut.rows);
  while (level.length > 0) {
    const next: StoredComment[] = [];
    for (const comment of level) {
      const { id } = comment.content;
      if (comment.tally.replyCount === 0 || opened.has(id)) continue;
      const size = Math.min(query.replies, left);
      if (size <= 0) return all;
      const cut = slice(listOf(room, id, REPLY_ORDER), id, REPLY_ORDER, 0, size);
      all.push(cut);
      next.push(...cut.rows);
      left -= cut.rows.length;
    }
    level = next;
  }
  return all;
}

export function pageOf(room: MemoryRoom, epoch: Epoch, rows: readonly StoredComment[], person: PersonId | null): Page {
  return {
    epoch,
    head: headOf(room),
    summary: summaryOf(room.record),
    windows: [],
    content: rows.map((comment) => comment.content),
    tallies: rows.map((comment) => comment.tally),
    mine: mineOn(
      room,
      person,
      rows.map((comment) => comment.content.id),
    ),
  };
}

/** A page, or undefined when its parent or the comment it is asked around does not stand there. */
export function readMemoryPage(room: MemoryRoom, epoch: Epoch, query: PageQuery): Page | undefined {
  if (query.parent !== null && !room.comments.has(query.parent)) return undefined;
  let slices: Slice[];
  if (query.from.at === 'around') {
    const path = pathTo(room, query.parent, query.from.comment);
    if (!path) return undefined;
    slices = slicesAlong(room, path, query);
  } else {
    slices = [asked(room, query)];
  }
  const all = withReplies(room, slices, query);
  const page = pageOf(
    room,
    epoch,
    all.flatMap((cut) => cut.rows),
    query.person,
  );
  return { ...page, windows: all.map((cut) => cut.window) };
}
