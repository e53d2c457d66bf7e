/** The reader's acts: the only things that move what is shown (SAFE-4). */
import type { ListId } from '@parley/model';
import type { CommentId, Page, PageFrom, Refusal } from '@parley/protocol';
import type { Pace, Reading, RoomClient } from '../api.ts';
import type { Pages, PageWish } from '../sync/pages.ts';
import type { Replica } from '../sync/replica.ts';
import type { ReaderState, RoomViews } from './views.ts';

interface Parts {
  readonly replica: Replica;
  readonly pages: Pages;
  readonly views: RoomViews;
  readonly reader: ReaderState;
  changed(): void;
}

type Acts = Pick<RoomClient, 'setOrder' | 'setPace' | 'setReading' | 'showNew' | 'showMore' | 'showComment'>;

export function createReader({ replica, pages, views, reader, changed }: Parts): Acts {
  /** Reads a page for a list and says so in the list's view. */
  async function load(list: ListId, wish: PageWish): Promise<Refusal | undefined> {
    views.setLoad(list, { loading: true, fault: undefined });
    changed();
    const answer = await pages.read(wish);
    const fault = answer.ok ? undefined : answer.refusal;
    views.setLoad(list, { loading: false, fault });
    changed();
    return fault;
  }

  const adoptPage = (page: Page) => {
    for (const window of page.windows) views.lists.adopt(window.parent);
  };
  const admitPage = (page: Page) => views.lists.admit(page.content.map((content) => content.id));

  async function showMore(list: ListId, side: 'before' | 'after'): Promise<void> {
    const window = replica.shown?.windows.get(list);
    const key = side === 'before' ? window?.first : window?.last;
    if (views.isLoading(list) || (window && !key)) return;
    const order = window?.order ?? (list === null ? reader.order : 'oldest');
    const from: PageFrom = key ? { at: side, key: [...key] } : { at: 'start' };
    await load(list, { parent: list, order, from, merging: admitPage });
  }

  function newestOf(list: ListId): CommentId | undefined {
    return [...(replica.shown?.news ?? [])].findLast(([, fresh]) => fresh.list === list)?.[0];
  }

  function forgetNews(list: ListId): void {
    const state = replica.current;
    if (!state || state.news.size === 0) return;
    const rest = [...state.news].filter(([, fresh]) => fresh.list !== list && !(list === null && fresh.list === undefined));
    replica.set({ ...state, news: new Map(rest) });
  }

  return {
    async setOrder(order) {
      reader.order = order;
      await load(null, { parent: null, order, from: { at: 'start' }, merging: adoptPage });
      const held = replica.shown?.windows.get(null)?.order;
      if (held && held !== reader.order) reader.order = held;
      changed();
    },
    setPace(pace: Pace) {
      reader.pace = pace;
      changed();
    },
    setReading(reading: Reading | null) {
      const { reading: old } = reader;
      if (old?.first === reading?.first && old?.last === reading?.last) return;
      reader.reading = reading;
      if (views.hasWaiting()) changed();
    },
    showNew(list) {
      const newest = newestOf(list);
      forgetNews(list);
      views.lists.adopt(list);
      changed();
      if (newest === undefined) return;
      const isKnown = list === null || replica.shown?.windows.has(list);
      if (!isKnown) void showMore(list, 'after');
      else void load(list, { parent: null, order: reader.order, from: { at: 'around', comment: newest }, merging: adoptPage });
    },
    showMore,
    async showComment(comment) {
      if (views.isShown(comment)) return true;
      const fault = await load(null, { parent: null, order: reader.order, from: { at: 'around', comment }, merging: adoptPage });
      return fault === undefined;
    },
  };
}
