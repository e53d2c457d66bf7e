/**
 * Keeps one room of this instance at the store's head. Frames of other instances may be late or lost: an early one is held for a
 * moment, then one read of the store fills the hole for everybody here.
 */
import type { Epoch, Position, RoomSlug } from '@parley/protocol';
import { LIVE_MAX_ROWS } from '../catch-up/bounds.ts';
import type { ChangedRows, Clock, Log, Metrics, RoomStore, SinceAnswer, Timer } from '../ports/index.ts';
import type { RecentHeads } from './recent-heads.ts';

/** How long an early frame waits for the one before it, ms: commits are ordered, their messages overtake each other by less. */
const HOLD_MS = 50;
/** Early frames held; the read brings the rest. */
const HELD_MAX = 100;
/** First and longest wait after a failed read, ms. */
const RETRY_MS = 250;
const RETRY_MAX_MS = 4_000;

/** What healing needs of a room. */
export interface HealedRoom {
  readonly slug: RoomSlug;
  readonly cursor: Position;
  /** Takes rows that continue the cursor. */
  take(rows: ChangedRows): void;
  /** Goes to a head that no rows lead to. */
  jump(): Promise<void>;
  /** Resolves when no own commit is under way and its answers are given. */
  settled(): Promise<void>;
}

export interface RoomHeadsParts {
  readonly store: RoomStore;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly recent: RecentHeads;
}

export class RoomHeads {
  readonly #parts: RoomHeadsParts;
  readonly #room: HealedRoom;
  #held: ChangedRows[] = [];
  /** The highest head of this epoch that anything has spoken of. */
  #seen = 0;
  #suspect = false;
  #timer: Timer | undefined;
  #healing: Promise<void> | undefined;
  #retryMs = RETRY_MS;
  #closed = false;

  constructor(parts: RoomHeadsParts, room: HealedRoom) {
    this.#parts = parts;
    this.#room = room;
  }

  /** A frame that came before the one it follows. */
  hold(rows: ChangedRows): void {
    if (this.#held.length < HELD_MAX) this.#held.push(rows);
    this.saw(rows);
  }

  /** Somebody spoke of a head: a read, a beat, a frame. Beyond the cursor it means that something is on its way, or lost. */
  saw(head: { readonly epoch: Epoch; readonly to: number }): void {
    if (head.epoch !== this.#room.cursor.epoch || head.to <= this.#room.cursor.rev) return;
    this.#seen = Math.max(this.#seen, head.to);
    this.#soon(HOLD_MS);
  }

  /** Something may have been committed that nobody will speak of: a commit whose answer was lost, another history. */
  suspect(): void {
    this.#suspect = true;
    this.#soon(HOLD_MS);
  }

  /** The cursor moved: what was held may fit now. */
  moved(): void {
    for (let i = 0; i < this.#held.length; ) {
      const rows = this.#held[i];
      if (!rows) break;
      const fits = rows.epoch === this.#room.cursor.epoch && rows.from <= this.#room.cursor.rev;
      const stale = rows.epoch !== this.#room.cursor.epoch || rows.to <= this.#room.cursor.rev;
      if (!fits && !stale) i += 1;
      else {
        this.#held.splice(i, 1);
        if (fits && !stale) {
          // Taking it moves the cursor and so looks at the rest.
          this.#room.take(rows);
          return;
        }
      }
    }
    if (!this.#isBehind()) this.#rest();
  }

  /**
   * The room went to a head that no rows led to. What was said of an earlier history is forgotten; a suspicion is not, since the
   * look at that head may be older than its cause.
   */
  jumped(from: Epoch): void {
    if (from !== this.#room.cursor.epoch) this.#seen = 0;
    this.moved();
  }

  close(): void {
    this.#closed = true;
    this.#rest();
  }

  #isBehind(): boolean {
    return this.#suspect || this.#seen > this.#room.cursor.rev;
  }

  #rest(): void {
    this.#timer?.cancel();
    this.#timer = undefined;
  }

  #soon(ms: number): void {
    if (this.#timer || this.#healing || this.#closed) return;
    this.#timer = this.#parts.clock.after(ms, () => {
      this.#timer = undefined;
      this.#healing = this.#heal().finally(() => {
        this.#healing = undefined;
        if (this.#isBehind()) this.#soon(this.#retryMs);
      });
    });
  }

  async #heal(): Promise<void> {
    const { store, metrics, log } = this.#parts;
    this.#suspect = false;
    const seenBefore = this.#seen;
    try {
      metrics.count('store-reads');
      const answer = await store.readSince(this.#room.slug, this.#room.cursor, null, LIVE_MAX_ROWS);
      // The read may have seen an own commit whose answer is still on its way, and the answer goes out first (SYNC-5).
      await this.#room.settled();
      if (this.#closed) return;
      await this.#take(answer, seenBefore);
      this.#retryMs = RETRY_MS;
    } catch (error) {
      this.#suspect = true;
      this.#retryMs = Math.min(RETRY_MAX_MS, this.#retryMs * 2);
      log.warn('heal-failed', { room: this.#room.slug, error: String(error) });
    }
  }

  async #take(answer: SinceAnswer, seenBefore: number): Promise<void> {
    if (answer.kind !== 'rows' || answer.rows.epoch !== this.#room.cursor.epoch) {
      await this.#room.jump();
      this.#tellOthers();
      return;
    }
    if (answer.rows.to > this.#room.cursor.rev) {
      this.#parts.metrics.count('gaps-healed');
      this.#room.take(answer.rows);
      this.#tellOthers();
    }
    // Whoever spoke of a higher head before the read was wrong; after it, something is on its way, or lost.
    if (this.#seen === seenBefore) this.#seen = Math.min(this.#seen, this.#room.cursor.rev);
    this.moved();
  }

  /** What this instance missed others may have missed as well. */
  #tellOthers(): void {
    const { epoch, rev } = this.#room.cursor;
    this.#parts.recent.took({ room: this.#room.slug, epoch, to: rev });
  }
}
