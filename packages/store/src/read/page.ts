/** Pages: one list, the first replies below it, and the way to one comment. */
import type { PageQuery } from '@parley/engine';
import { type StoredComment, summaryOf } from '@parley/model';
import { type CommentId, type Epoch, type Page, type PersonId, REPLY_ORDER } from '@parley/protocol';
import { type Queries, together } from '../queries.ts';
import { commentsById } from './comments.ts';
import { mineOn } from './mine.ts';
import type { KnownRoom } from './rooms.ts';
import { type Slice, sliceAround, sliceAtKey, sliceAtStart } from './slices.ts';

/** The comment and its ancestors below `parent`, outermost first; undefined when it does not stand below it. */
async function pathTo(queries: Queries, room: number, parent: CommentId | null, comment: CommentId) {
  const rows = await queries.rows<{ id: CommentId; parent: string }>(
    'ancestors',
    (db) =>
      db
        .withRecursive('path', (path) =>
          path
            .selectFrom('contents as c')
            .select(['c.id', 'c.parent', 'c.depth'])
            .where('c.room', '=', 0)
            .where('c.id', '=', '')
            .unionAll((step) =>
              step
                .selectFrom('path as p')
                // An outer join keeps the planner from turning it round, which would read the whole room at each step.
                .leftJoin('contents as c', (join) => join.on('c.room', '=', 0).onRef('c.id', '=', 'p.parent'))
                .select(['c.id', 'c.parent', 'c.depth'])
                .$castTo<{ id: string; parent: string; depth: number }>()
                .where('p.parent', '<>', ''),
            ),
        )
        .selectFrom('path')
        .select(['id', 'parent'])
        .orderBy('depth'),
    [room, comment, room, ''],
  );
  const begin = rows.findIndex((row) => row.parent === (parent ?? ''));
  if (begin < 0) return undefined;
  const ids = rows.slice(begin).map((row) => row.id);
  const found = new Map((await commentsById(queries, room, ids)).map((row) => [row.content.id, row]));
  return ids.flatMap((id) => found.get(id) ?? []);
}

/** The list asked for around the path's first comment, then each deeper one's list around the next. */
async function slicesAlong(queries: Queries, room: number, path: readonly StoredComment[], query: PageQuery): Promise<Slice[]> {
  const slices: Slice[] = [];
  let used = 0;
  for (const [level, comment] of path.entries()) {
    const deeper = path.length - 1 - level;
    const wanted = level === 0 || deeper === 0 ? query.limit : query.replies;
    // Every deeper level is sure of one row: the path itself is never cut.
    const size = Math.max(1, Math.min(wanted, query.total - used - deeper));
    const list = { room, parent: comment.content.parent, order: level === 0 ? query.order : REPLY_ORDER };
    const slice = await sliceAround(queries, list, comment, size);
    slices.push(slice);
    used += slice.rows.length;
  }
  return slices;
}

async function askedSlices(queries: Queries, room: number, query: PageQuery): Promise<Slice[] | undefined> {
  const { parent, order, from, limit } = query;
  if (from.at === 'around') {
    const path = await pathTo(queries, room, parent, from.comment);
    return path && (await slicesAlong(queries, room, path, query));
  }
  const list = { room, parent, order };
  return [from.at === 'start' ? await sliceAtStart(queries, list, limit) : await sliceAtKey(queries, list, from, limit)];
}

/** Adds first replies level by level until the page's total is reached: each list by its own index walk, never all children; the lists of a level at once. */
async function withReplies(queries: Queries, room: number, slices: readonly Slice[], query: PageQuery): Promise<Slice[]> {
  const all = [...slices];
  const opened = new Set(slices.map((slice) => slice.window.parent));
  let left = query.total - slices.reduce((sum, slice) => sum + slice.rows.length, 0);
  let level = slices.flatMap((slice) => slice.rows);
  while (level.length > 0) {
    const asked: Promise<Slice>[] = [];
    for (const { content, tally } of level) {
      if (tally.replyCount === 0 || opened.has(content.id)) continue;
      const size = Math.min(query.replies, left);
      if (size <= 0) break;
      // Replies stay counted whatever becomes of them: how many rows come is known before they are read.
      left -= Math.min(size, tally.replyCount);
      asked.push(sliceAtStart(queries, { room, parent: content.id, order: REPLY_ORDER }, size));
    }
    const found = await together(...asked);
    all.push(...found);
    level = found.flatMap((slice) => slice.rows);
  }
  return all;
}

/** Rows as a page without windows. */
export async function pageOf(
  queries: Queries,
  epoch: Epoch,
  room: KnownRoom | undefined,
  rows: readonly StoredComment[],
  person: PersonId | null,
): Promise<Page> {
  const ids = rows.map((row) => row.content.id);
  return {
    epoch,
    head: room?.record.head ?? 0,
    summary: summaryOf(room?.record),
    windows: [],
    content: rows.map((row) => row.content),
    tallies: rows.map((row) => row.tally),
    mine: room ? await mineOn(queries, room.id, person, ids) : [],
  };
}

/** A page, or undefined when its parent or the comment it is asked around does not stand there. */
export async function readPage(
  queries: Queries,
  epoch: Epoch,
  room: KnownRoom | undefined,
  query: PageQuery,
): Promise<Page | undefined> {
  const { parent, order, from, person } = query;
  if (!room) {
    if (parent !== null || from.at === 'around') return undefined;
    const empty = await pageOf(queries, epoch, room, [], person);
    return { ...empty, windows: [{ parent, order, first: null, last: null }] };
  }
  if (parent !== null && (await commentsById(queries, room.id, [parent])).length === 0) return undefined;
  const asked = await askedSlices(queries, room.id, query);
  if (!asked) return undefined;
  const slices = await withReplies(queries, room.id, asked, query);
  const page = await pageOf(
    queries,
    epoch,
    room,
    slices.flatMap((slice) => slice.rows),
    person,
  );
  return { ...page, windows: slices.map((slice) => slice.window) };
}
