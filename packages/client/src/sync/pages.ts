/** Reads parts of lists and merges them; fetches comments that votes lifted into a list. */
import { covers, type ListId, mergeMine, mergePage, mergeRows, type RoomState } from '@parley/model';
import {
  type Order,
  PAGE_ROWS,
  type Page,
  type PageFrom,
  type PageWindow,
  READ_COMMENTS_MAX,
  type Result,
  refused,
} from '@parley/protocol';
import type { Replica } from './replica.ts';
import type { Requests } from './requests.ts';

export interface PageWish {
  readonly parent: ListId;
  readonly order: Order;
  readonly from: PageFrom;
  readonly limit?: number;
  /** Called with the page right before it is merged. */
  readonly merging?: (page: Page) => void;
}

export interface Pages {
  /** Reads and merges one page. */
  read(wish: PageWish): Promise<Result<Page>>;
  /** Fetches what has to be known of a `best` list; one request at a time. */
  fetchEntering(): Promise<void>;
}

export function createPages(replica: Replica, requests: Requests): Pages {
  let fetching = false;

  const cursor = () => replica.current?.cursor ?? 0;

  async function read({ parent, order, from, limit = PAGE_ROWS, merging }: PageWish): Promise<Result<Page>> {
    const release = replica.hold();
    try {
      const answer = await requests.ask('read-page', () => ({ parent, order, from, limit, rev: cursor() }));
      if (!answer.ok) return answer;
      const state = replica.current;
      // A page of another history cannot be merged; the welcome of that history brings what there is.
      if (state?.epoch !== answer.value.epoch) return refused('going-away');
      const how = from.at === 'start' || from.at === 'around' ? 'replace' : 'join';
      const page = reachingTo(from, answer.value, state.windows.get(parent));
      merging?.(page);
      replica.set(mergePage(withRows(state, page), page, how));
      return answer;
    } finally {
      release();
    }
  }

  async function fetchEntering(): Promise<void> {
    if (fetching) return;
    fetching = true;
    const release = replica.hold();
    try {
      for (let wanted = replica.entering(); wanted.length > 0; wanted = replica.entering()) {
        const comments = wanted.slice(0, READ_COMMENTS_MAX);
        const answer = await requests.ask('read-comments', () => ({ comments: [...comments], rev: cursor() }));
        const state = replica.current;
        if (!answer.ok) break;
        if (state?.epoch !== answer.value.epoch) continue;
        const found = new Map(answer.value.content.map((content) => [content.id, content]));
        for (const id of comments) if (found.get(id)?.parent !== null) replica.setOutside(id);
        replica.set(withRows(state, answer.value));
      }
    } finally {
      fetching = false;
      release();
    }
  }

  return { read, fetchEntering };
}

/**
 * A page after a key has everything from that key on, even when its own bound is its first row; before a key likewise. Only where the
 * row at the key is held: during a reset the list may be read from an edge that the state to come does not have.
 */
function reachingTo(from: PageFrom, page: Page, held: PageWindow | undefined): Page {
  const [asked, ...others] = page.windows;
  if (!asked || (from.at !== 'after' && from.at !== 'before')) return page;
  if (held?.order !== asked.order || !covers(held, from.key)) return page;
  if (from.at === 'after' && asked.first) return { ...page, windows: [{ ...asked, first: from.key }, ...others] };
  if (from.at === 'before' && asked.last) return { ...page, windows: [{ ...asked, last: from.key }, ...others] };
  return page;
}

/** The summary stays: it goes with the cursor, and a page may be ahead of it. Frames that change nothing else would not correct it. */
const withRows = (state: RoomState, page: Page): RoomState => mergeMine(mergeRows(state, page), page.mine);
