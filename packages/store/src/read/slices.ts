/** Intervals of lists: rows without holes, with open ends where nothing lies beyond. */
import type { StoredComment } from '@parley/model';
import type { PageWindow } from '@parley/protocol';
import type { Queries } from '../queries.ts';
import { keyIn, type List, type Walk, walk } from './lists.ts';

export interface Slice {
  readonly rows: readonly StoredComment[];
  readonly window: PageWindow;
}

function sliceOf({ parent, order }: List, rows: readonly StoredComment[], moreBefore: boolean, moreAfter: boolean): Slice {
  const first = rows[0];
  const last = rows.at(-1);
  return {
    rows,
    window: {
      parent,
      order,
      first: moreBefore && first ? keyIn(order, first) : null,
      last: moreAfter && last ? keyIn(order, last) : null,
    },
  };
}

/** The first rows of a list. */
export async function sliceAtStart(queries: Queries, list: List, limit: number): Promise<Slice> {
  const rows = await walk(queries, list, { at: 'start' }, limit + 1);
  return sliceOf(list, rows.slice(0, limit), false, rows.length > limit);
}

/** The rows next to a key, which itself is left out. Without any, the interval is open beyond the key alone. */
export async function sliceAtKey(
  queries: Queries,
  list: List,
  from: Exclude<Walk, { at: 'start' }>,
  limit: number,
): Promise<Slice> {
  const forwards = from.at === 'after';
  const found = await walk(queries, list, from, limit + 1);
  const more = found.length > limit;
  const rows = !more ? found : forwards ? found.slice(0, limit) : found.slice(1);
  const edge = forwards ? rows[0] : rows.at(-1);
  const back = edge ? keyIn(list.order, edge) : undefined;
  // What lies behind: another row before the first one, or, without rows, any row on that side, the key's own included.
  const behind = back
    ? await walk(queries, list, { at: forwards ? 'before' : 'after', key: back }, 1)
    : await walk(queries, list, { at: 'start' }, 1);
  const slice = forwards ? sliceOf(list, rows, behind.length > 0, more) : sliceOf(list, rows, more, behind.length > 0);
  if (edge || behind.length === 0) return slice;
  const at = [...from.key];
  return { rows, window: forwards ? { ...slice.window, first: at } : { ...slice.window, last: at } };
}

/** `size` rows around one, as many before it as after it where both are there. */
export async function sliceAround(queries: Queries, list: List, row: StoredComment, size: number): Promise<Slice> {
  const key = keyIn(list.order, row);
  const before = await walk(queries, list, { at: 'before', key }, size);
  const after = await walk(queries, list, { at: 'after', key }, size);
  const half = Math.floor((size - 1) / 2);
  const takeBefore = Math.min(before.length, Math.max(half, size - 1 - after.length));
  const takeAfter = Math.min(after.length, size - 1 - takeBefore);
  const rows = [...before.slice(before.length - takeBefore), row, ...after.slice(0, takeAfter)];
  return sliceOf(list, rows, before.length > takeBefore, after.length > takeAfter);
}
