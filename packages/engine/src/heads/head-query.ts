/** Compares the rooms that are open here with the store: their heads, many at once. */
import type { RoomSlug } from '@parley/protocol';
import { Pause } from '../pause.ts';
import type { Clock, CounterName, Log, Metrics, RoomHead, RoomStore } from '../ports/index.ts';

/** Rooms of one question: a few ms of a store. */
const CHUNK_ROOMS = 500;
/** Wait after a question that failed, ms. */
const RETRY_MS = 1_000;

/** The rooms that are open on this instance. */
export interface OpenRooms {
  slugs(): readonly RoomSlug[];
  /** Tells one of them how far it is said to be; one that is not open does not hear it. */
  hear(head: RoomHead): void;
  /** Compares one of them with its head in the store, which was asked for at this steady time, ms. */
  compare(head: RoomHead, askedAt: number): void;
}

export interface HeadQueryParts {
  readonly store: RoomStore;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly rooms: OpenRooms;
}

/** Why the heads are looked at: as news may be missing, or without any cause. A look that several share is of the one who began it. */
type Cause = Extract<CounterName, 'head-queries' | 'head-audits'>;

export class HeadQuery {
  readonly #parts: HeadQueryParts;
  #running: Promise<void> | undefined;
  #next: Promise<void> | undefined;
  #pause: Pause | undefined;
  #closed = false;

  constructor(parts: HeadQueryParts) {
    this.#parts = parts;
  }

  /**
   * Resolves when every room has heard a head that was read after now. One comparison runs at a time, and those who ask meanwhile
   * share the next one; where the store fails it is asked until it answers.
   */
  ask(cause: Cause = 'head-queries'): Promise<void> {
    if (!this.#running) return this.#start(cause);
    this.#next ??= this.#running.then(() => this.#start(cause));
    return this.#next;
  }

  close(): void {
    this.#closed = true;
    this.#pause?.cut();
  }

  #start(cause: Cause): Promise<void> {
    this.#next = undefined;
    const running = this.#run(cause).finally(() => {
      this.#running = undefined;
    });
    this.#running = running;
    return running;
  }

  async #run(cause: Cause): Promise<void> {
    const slugs = this.#parts.rooms.slugs();
    for (let at = 0; at < slugs.length; at += CHUNK_ROOMS) await this.#compare(slugs.slice(at, at + CHUNK_ROOMS), cause);
  }

  async #compare(slugs: readonly RoomSlug[], cause: Cause): Promise<void> {
    const { store, clock, log, metrics, rooms } = this.#parts;
    while (!this.#closed) {
      metrics.count(cause);
      const askedAt = clock.steady();
      try {
        for (const head of await store.readHeads(slugs)) rooms.compare(head, askedAt);
        return;
      } catch (error) {
        log.warn('head-query-failed', { error: String(error) });
        this.#pause = new Pause(clock, RETRY_MS);
        await this.#pause.over;
      }
    }
  }
}
