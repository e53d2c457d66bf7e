/** Pages read once for everybody who asks for the same within a second. Without own facts: those are added per person. */
import type { Epoch, Page, Rev, RoomSlug } from '@parley/protocol';
import type { Clock, Metrics, PageQuery, RoomStore } from '../ports/index.ts';
import { charsOf } from './bounds.ts';
import { KeptAnswers } from './kept-answers.ts';

/** Pages kept. */
const KEPT_MAX = 500;

/** What the asker has seen already; revisions of another history cannot be compared and ask for nothing. */
interface NotOlderThan {
  readonly epoch: Epoch;
  readonly rev: Rev;
}

export class Snapshots {
  readonly #store: RoomStore;
  readonly #metrics: Metrics;
  readonly #kept: KeptAnswers<Page | undefined>;

  constructor(store: RoomStore, clock: Clock, metrics: Metrics) {
    this.#store = store;
    this.#metrics = metrics;
    this.#kept = new KeptAnswers(clock, KEPT_MAX, (page) => (page ? charsOf(page) : 0));
  }

  /** Undefined: the comment asked for does not stand there. Rejects when the store does. */
  async read(room: RoomSlug, query: Omit<PageQuery, 'person'>, least?: NotOlderThan): Promise<Page | undefined> {
    const key = JSON.stringify([room, query.parent, query.order, query.from, query.limit, query.replies, query.total]);
    const shared = this.#kept.get(key);
    if (shared) {
      const page = await shared;
      if (isFresh(page, least)) return page;
      // Somebody else may have read again while we waited.
      const newer = this.#kept.get(key);
      if (newer && newer !== shared) return newer;
    }
    this.#metrics.count('store-reads');
    const answer = this.#store.readPage(room, { ...query, person: null });
    this.#kept.keep(room, key, answer);
    return answer;
  }

  /** Nobody gets a page of this room any more that was read before now. */
  forget(room: RoomSlug): void {
    this.#kept.forget(room);
  }
}

/** An absent comment may have been posted meanwhile: absence is never fresh for who names a revision. */
function isFresh(page: Page | undefined, least: NotOlderThan | undefined): boolean {
  if (!least) return true;
  return page !== undefined && (page.epoch !== least.epoch || page.head >= least.rev);
}
