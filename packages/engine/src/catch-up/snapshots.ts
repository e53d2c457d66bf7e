/** Pages read once for everybody who asks for the same within a second. Without own facts: those are added per person. */
import type { Epoch, Page, Rev, RoomSlug } from '@parley/protocol';
import type { Clock, Metrics, PageQuery, RoomStore } from '../ports/index.ts';

/** How old a shared page may be, ms. */
const FRESH_MS = 1_000;
/** Pages kept. Only those of the last second are; this bounds a flood of different questions. */
const KEPT_MAX = 500;

interface Kept {
  readonly room: RoomSlug;
  readonly answer: Promise<Page | undefined>;
  /** Steady time when the read began. */
  readonly at: number;
}

/** What the asker has seen already; revisions of another history cannot be compared and ask for nothing. */
interface NotOlderThan {
  readonly epoch: Epoch;
  readonly rev: Rev;
}

export class Snapshots {
  readonly #store: RoomStore;
  readonly #clock: Clock;
  readonly #metrics: Metrics;
  // In order of reading.
  readonly #kept = new Map<string, Kept>();

  constructor(store: RoomStore, clock: Clock, metrics: Metrics) {
    this.#store = store;
    this.#clock = clock;
    this.#metrics = metrics;
  }

  /** Undefined: the comment asked for does not stand there. Rejects when the store does. */
  async read(room: RoomSlug, query: Omit<PageQuery, 'person'>, least?: NotOlderThan): Promise<Page | undefined> {
    const key = JSON.stringify([room, query.parent, query.order, query.from, query.limit, query.replies, query.total]);
    const shared = this.#kept.get(key);
    if (shared && this.#clock.steady() - shared.at < FRESH_MS) {
      const page = await shared.answer;
      if (isFresh(page, least)) return page;
      // Somebody else may have read again while we waited.
      const newer = this.#kept.get(key);
      if (newer && newer !== shared) return newer.answer;
    }
    return this.#readNow(key, room, query);
  }

  /** Nobody gets a page of this room any more that was read before now. */
  forget(room: RoomSlug): void {
    for (const [key, kept] of this.#kept) if (kept.room === room) this.#kept.delete(key);
  }

  #readNow(key: string, room: RoomSlug, query: Omit<PageQuery, 'person'>): Promise<Page | undefined> {
    const at = this.#clock.steady();
    this.#sweep(at);
    this.#metrics.count('store-reads');
    const answer = this.#store.readPage(room, { ...query, person: null });
    const kept = { room, answer, at };
    this.#kept.delete(key);
    this.#kept.set(key, kept);
    answer.catch(() => {
      if (this.#kept.get(key) === kept) this.#kept.delete(key);
    });
    return answer;
  }

  #sweep(now: number): void {
    for (const [key, kept] of this.#kept) {
      if (now - kept.at < FRESH_MS && this.#kept.size < KEPT_MAX) return;
      this.#kept.delete(key);
    }
  }
}

/** An absent comment may have been posted meanwhile: absence is never fresh for who names a revision. */
function isFresh(page: Page | undefined, least: NotOlderThan | undefined): boolean {
  if (!least) return true;
  return page !== undefined && (page.epoch !== least.epoch || page.head >= least.rev);
}
