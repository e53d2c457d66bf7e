/** Builds what an application sees. Parts that did not change are the same objects as before, so that a page redraws little. */
import { type ListId, type RoomState, shownTally } from '@parley/model';
import type { AuthorTag, CommentId, Refusal } from '@parley/protocol';
import type { CommentView, ListView } from '../api.ts';
import type { Projection } from '../pending/project.ts';
import type { ShownLists } from './shown-lists.ts';

/** What goes on with loading a list. */
export interface ListLoad {
  readonly loading: boolean;
  readonly fault: Refusal | undefined;
}

export interface ViewInput {
  readonly projection: Projection;
  readonly lists: ShownLists;
  readonly loads: ReadonlyMap<ListId, ListLoad>;
  readonly me: AuthorTag | null;
}

export interface ViewBuilder {
  list(input: ViewInput, list: ListId): ListView;
  comment(input: ViewInput, id: CommentId): CommentView | undefined;
  elsewhere(input: ViewInput): readonly CommentView[];
  /** Forgets views of comments that are not held any more. */
  tidy(state: RoomState): void;
}

export function createViewBuilder(): ViewBuilder {
  const comments = new Map<CommentId, CommentView>();
  const listViews = new Map<ListId, ListView>();
  let elsewhereBefore: readonly CommentView[] = [];

  function comment(input: ViewInput, id: CommentId): CommentView | undefined {
    const { state, pending, deleting, posts } = input.projection;
    const content = state.content.get(id);
    const tally = state.tallies.get(id);
    if (!content || !tally) return undefined;
    const { parent, depth, author, body, createdAt, editedAt, editCount, status } = content;
    const own = posts.has(id) || (input.me !== null && author.tag === input.me);
    const view: CommentView = {
      ...{ id, parent, depth, author, body, createdAt, editedAt, editCount, status },
      ...shownTally(tally, state.mine.get(id)),
      own,
      pending: pending.get(id),
      deletingAt: deleting.get(id),
      replyCount: tally.replyCount,
      replies: list(input, id),
    };
    return reuse(comments, id, view);
  }

  function list(input: ViewInput, parent: ListId): ListView {
    const { state } = input.projection;
    const window = state.windows.get(parent);
    const load = input.loads.get(parent);
    const shown = input.lists.shown(parent).flatMap((id) => comment(input, id) ?? []);
    const newCount = input.lists.waiting(parent) + countNews(state, input.me, parent);
    const replyCount = parent === null ? 0 : (state.tallies.get(parent)?.replyCount ?? 0);
    const beside = parent === null ? 0 : input.lists.elsewhere.filter((id) => state.content.get(id)?.parent === parent).length;
    const before = listViews.get(parent);
    const view: ListView = {
      parent,
      order: window?.order ?? 'oldest',
      comments: before && sameItems(before.comments, shown) ? before.comments : shown,
      newCount,
      hasBefore: Boolean(window?.first),
      hasAfter: window ? window.last !== null : replyCount > 0,
      hiddenCount: Math.max(0, parent === null ? 0 : replyCount - shown.length - newCount - beside),
      loading: load?.loading ?? false,
      fault: load?.fault,
    };
    return reuse(listViews, parent, view);
  }

  return {
    list,
    comment,
    tidy(state) {
      if (comments.size <= 2 * state.content.size) return;
      for (const id of comments.keys()) {
        if (state.content.has(id)) continue;
        comments.delete(id);
        listViews.delete(id);
      }
    },
    elsewhere(input) {
      const now = input.lists.elsewhere.flatMap((id) => comment(input, id) ?? []);
      if (!sameItems(elsewhereBefore, now)) elsewhereBefore = now;
      return elsewhereBefore;
    },
  };
}

/** New comments of other people that stand in no window: at one list, or in all (`list` undefined). */
export function countNews(state: RoomState, me: AuthorTag | null, list?: ListId): number {
  let count = 0;
  for (const fresh of state.news.values()) {
    if ((list === undefined || fresh.list === list) && (me === null || fresh.tag !== me)) count += 1;
  }
  return count;
}

function reuse<Key, View extends object>(views: Map<Key, View>, key: Key, view: View): View {
  const before = views.get(key);
  if (before && sameFields(before, view)) return before;
  views.set(key, view);
  return view;
}

const sameItems = (a: readonly unknown[], b: readonly unknown[]) =>
  a.length === b.length && a.every((item, index) => item === b[index]);

function sameFields(a: object, b: object): boolean {
  const [left, right] = [Object.entries(a), Object.values(b)];
  return left.every(([name, value], index) => (name === 'pending' ? samePending(value, right[index]) : value === right[index]));
}

/** Pending states are made anew each time; they are small. */
const samePending = (a: unknown, b: unknown) => a === b || JSON.stringify(a) === JSON.stringify(b);
