/**
 * Builds what an application sees. Parts that did not change are the same objects as before, so that a page redraws little; what
 * a part is made of is compared first, so that a change of one comment costs little in a long thread.
 */
import { type ListId, type RoomState, shownTally } from '@parley/model';
import type { AuthorTag, CommentId, ContentPart, OwnerFact, Refusal, TallyPart } from '@parley/protocol';
import type { CommentView, ListView, PendingState } from '../api.ts';
import type { Projection } from '../pending/project.ts';
import type { ShownLists } from './shown-lists.ts';

/** What goes on with loading a list. */
export interface ListLoad {
  readonly loading: boolean;
  readonly fault: Refusal | undefined;
}

interface ViewInput {
  readonly projection: Projection;
  readonly lists: ShownLists;
  readonly loads: ReadonlyMap<ListId, ListLoad>;
  readonly me: AuthorTag | null;
  /** New comments of others in no window, by the list they count at. */
  readonly news: ReadonlyMap<ListId | undefined, number>;
}

interface ViewBuilder {
  list(input: ViewInput, list: ListId): ListView;
  elsewhere(input: ViewInput): readonly CommentView[];
  /** Forgets views of comments that are not held any more. */
  tidy(state: RoomState): void;
}

/** What a comment's view was made of. */
interface MadeComment {
  readonly content: ContentPart;
  readonly tally: TallyPart;
  readonly mine: readonly OwnerFact[] | undefined;
  readonly own: boolean;
  readonly replies: ListView;
  readonly view: CommentView;
}

export function createViewBuilder(): ViewBuilder {
  const made = new Map<CommentId, MadeComment>();
  const listViews = new Map<ListId, ListView>();
  let elsewhereBefore: readonly CommentView[] = [];

  function comment(input: ViewInput, id: CommentId): CommentView | undefined {
    const { state, posts, deleting } = input.projection;
    const content = state.content.get(id);
    const tally = state.tallies.get(id);
    if (!content || !tally) return undefined;
    const own = posts.has(id) || (input.me !== null && content.author.tag === input.me);
    const mine = state.mine.get(id);
    const replies = list(input, id);
    const pending = input.projection.pending.get(id);
    const deletingAt = deleting.get(id);
    const old = made.get(id);
    const isSame =
      old?.content === content && old.tally === tally && old.mine === mine && old.own === own && old.replies === replies;
    if (isSame && old.view.deletingAt === deletingAt && samePending(old.view.pending, pending)) return old.view;
    const { parent, depth, author, body, createdAt, editedAt, editCount, status } = content;
    const view: CommentView = {
      ...{ id, parent, depth, author, body, createdAt, editedAt, editCount, status },
      ...shownTally(tally, mine),
      ...{ own, pending, deletingAt, replyCount: tally.replyCount, replies },
    };
    made.set(id, { content, tally, mine, own, replies, view });
    return view;
  }

  function viewsOf(input: ViewInput, ids: readonly CommentId[]): readonly CommentView[] {
    const views: CommentView[] = [];
    for (const id of ids) {
      const view = comment(input, id);
      if (view) views.push(view);
    }
    return views;
  }

  function list(input: ViewInput, parent: ListId): ListView {
    const { projection, lists, loads, news } = input;
    const { state } = projection;
    const window = state.windows.get(parent);
    const load = loads.get(parent);
    const shown = viewsOf(input, lists.shown(parent));
    const old = listViews.get(parent);
    const comments = old && sameItems(old.comments, shown) ? old.comments : shown;
    const newCount = lists.waiting(parent) + (news.get(parent) ?? 0);
    const newOrder = window?.order === 'best' && lists.isMoved(parent);
    const replyCount = parent === null ? 0 : (state.tallies.get(parent)?.replyCount ?? 0);
    const beside = parent === null ? 0 : countBeside(state, lists.elsewhere, parent);
    const hiddenCount = Math.max(0, parent === null ? 0 : replyCount - shown.length - newCount - beside);
    const order = window?.order ?? 'oldest';
    const hasBefore = Boolean(window?.first);
    const hasAfter = window ? window.last !== null : replyCount > 0;
    const loading = load?.loading ?? false;
    const fault = load?.fault;
    const isSame =
      old?.comments === comments &&
      old.newCount === newCount &&
      old.newOrder === newOrder &&
      old.hiddenCount === hiddenCount &&
      old.order === order;
    if (isSame && old.hasBefore === hasBefore && old.hasAfter === hasAfter && old.loading === loading && old.fault === fault)
      return old;
    const view: ListView = { parent, order, comments, newCount, newOrder, hasBefore, hasAfter, hiddenCount, loading, fault };
    listViews.set(parent, view);
    return view;
  }

  return {
    list,
    elsewhere(input) {
      const now = viewsOf(input, input.lists.elsewhere);
      if (!sameItems(elsewhereBefore, now)) elsewhereBefore = now;
      return elsewhereBefore;
    },
    tidy(state) {
      if (made.size <= 2 * state.content.size) return;
      for (const id of made.keys()) {
        if (state.content.has(id)) continue;
        made.delete(id);
        listViews.delete(id);
      }
    },
  };
}

/** New comments of other people that stand in no window, by the list they count at; undefined: at the room. */
export function countNews(state: RoomState, me: AuthorTag | null): ReadonlyMap<ListId | undefined, number> {
  const counts = new Map<ListId | undefined, number>();
  for (const { list, tag } of state.news.values()) {
    if (me === null || tag !== me) counts.set(list, (counts.get(list) ?? 0) + 1);
  }
  return counts;
}

const countBeside = (state: RoomState, elsewhere: readonly CommentId[], parent: CommentId) =>
  elsewhere.filter((id) => state.content.get(id)?.parent === parent).length;

const sameItems = (a: readonly unknown[], b: readonly unknown[]) =>
  a.length === b.length && a.every((item, index) => item === b[index]);

/** Pending states are made anew each time; they are small and few. */
const samePending = (a: PendingState | undefined, b: PendingState | undefined) =>
  a === b || JSON.stringify(a) === JSON.stringify(b);
