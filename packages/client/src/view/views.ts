/** Keeps the room's view: made when it is asked for, again only after something changed. */
import { isInWindow, type ListId, listsOf } from '@parley/model';
import type { CommentId, Order, RoomSlug, RoomSummary } from '@parley/protocol';
import type { ListView, Pace, Reading, RoomView } from '../api.ts';
import type { Connection } from '../connection/connection.ts';
import type { Identity } from '../identity.ts';
import type { Outbox } from '../pending/outbox.ts';
import { type Projection, project } from '../pending/project.ts';
import type { Clock } from '../ports.ts';
import type { RoomFacts } from '../sync/inbox.ts';
import type { Replica } from '../sync/replica.ts';
import { countNews, createViewBuilder, type ListLoad } from './room-view.ts';
import { createShownLists, type ShownLists } from './shown-lists.ts';

/** What the reader chose. */
export interface ReaderState {
  order: Order;
  pace: Pace;
  reading: Reading | null;
}

export interface RoomViews {
  readonly lists: ShownLists;
  view(): RoomView;
  /** Something changed. */
  stale(): void;
  setLoad(list: ListId, load: ListLoad): void;
  isLoading(list: ListId): boolean;
  hasWaiting(): boolean;
  isShown(comment: CommentId): boolean;
  /** An own comment that was confirmed: shown beside the lists while it stands in none. */
  keep(comment: CommentId): void;
  /** Rows that must be kept though they may stand in no window. */
  pins(): Iterable<CommentId>;
}

interface Parts {
  readonly room: RoomSlug;
  readonly replica: Replica;
  readonly connection: Connection;
  readonly facts: RoomFacts;
  readonly outbox: Outbox;
  readonly identity: Identity;
  readonly clock: Clock;
  readonly reader: ReaderState;
}

const NO_SUMMARY: RoomSummary = { title: '', status: 'open', comments: 0, topLevel: 0 };

export function createRoomViews({ room, replica, connection, facts, outbox, identity, clock, reader }: Parts): RoomViews {
  const lists = createShownLists();
  const builder = createViewBuilder();
  const loads = new Map<ListId, ListLoad>();
  const kept = new Set<CommentId>();
  let made: RoomView | undefined;

  function make(): RoomView {
    const state = replica.shown;
    const common = {
      ...{ room, status: connection.status, refusal: connection.refusal, exists: facts.exists, watching: facts.watching },
      ...{ order: reader.order, pace: reader.pace, name: identity.name, known: identity.token !== undefined },
      clockOffset: facts.clockOffset,
    };
    if (!state) return { ...common, loaded: false, summary: NO_SUMMARY, top: emptyTop(), mineElsewhere: [], newTotal: 0 };
    const live = connection.phase === 'live';
    const projection = project(state, outbox.entries, { me: facts.me, now: clock.now(), live, clockOffset: facts.clockOffset });
    const truth = {
      lists: listsOf(projection.state),
      isHeld: (id: CommentId) => projection.state.content.has(id),
      isOwn: (id: CommentId) => projection.posts.has(id) || kept.has(id) || isMine(projection, id),
    };
    lists.update(truth, reader.pace, reader.reading, [...kept, ...projection.posts]);
    const news = countNews(state, facts.me);
    const input = { projection, lists, loads, me: facts.me, news };
    builder.tidy(projection.state);
    return {
      ...common,
      loaded: true,
      summary: state.summary,
      top: builder.list(input, null),
      mineElsewhere: builder.elsewhere(input),
      newTotal: lists.waitingTotal + [...news.values()].reduce((sum, count) => sum + count, 0),
    };
  }

  const isMine = ({ state }: Projection, id: CommentId) => facts.me !== null && state.content.get(id)?.author.tag === facts.me;

  const emptyTop = (): ListView => ({
    ...{
      parent: null,
      order: reader.order,
      comments: [],
      newCount: 0,
      newOrder: false,
      hasBefore: false,
      hasAfter: false,
      hiddenCount: 0,
    },
    ...{ loading: loads.get(null)?.loading ?? connection.status === 'connecting', fault: loads.get(null)?.fault },
  });

  return {
    lists,
    view() {
      made ??= make();
      return made;
    },
    stale() {
      made = undefined;
    },
    setLoad: (list, load) => void loads.set(list, load),
    isLoading: (list) => loads.get(list)?.loading ?? false,
    hasWaiting: () => lists.waitingTotal > 0,
    isShown: (comment) => lists.isShown(comment),
    keep(comment) {
      const state = replica.shown;
      if (state && !isInWindow(state, comment)) kept.add(comment);
    },
    *pins() {
      yield* lists.all();
      yield* kept;
      for (const { command } of outbox.entries) if ('comment' in command) yield command.comment;
    },
  };
}
