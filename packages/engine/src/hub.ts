/** The rooms that are open on this instance: loaded once, kept a while after the last one left. */
import type { RoomSlug } from '@parley/protocol';
import type { EngineContext } from './context.ts';
import type { BusNews, Timer } from './ports/index.ts';
import { Room } from './room.ts';

/** How long an empty room stays open, ms: reloads and reconnects find it warm. */
const LINGER_MS = 30_000;
/** Messages held while a room loads; what is beyond them the next one shows as a gap. */
const HELD_MAX = 1_000;

interface Entry {
  readonly room: Promise<Room>;
  /** Sessions and calls that use the room. It is not closed while there are any. */
  users: number;
  linger: Timer | undefined;
  close(): Promise<void>;
}

export class Hub {
  readonly #context: EngineContext;
  readonly #entries = new Map<RoomSlug, Entry>();

  constructor(context: EngineContext) {
    this.#context = context;
  }

  get size(): number {
    return this.#entries.size;
  }

  /** Opens a room or finds it open, and keeps it until `release`. Rejects when it cannot be loaded; then there is nothing to release. */
  async acquire(slug: RoomSlug): Promise<Room> {
    const entry = this.#entries.get(slug) ?? this.#open(slug);
    entry.users += 1;
    entry.linger?.cancel();
    entry.linger = undefined;
    return entry.room;
  }

  release(slug: RoomSlug): void {
    const entry = this.#entries.get(slug);
    if (!entry) return;
    entry.users -= 1;
    if (entry.users > 0) return;
    entry.linger = this.#context.clock.after(LINGER_MS, () => {
      // Nothing is awaited between this look and the removal, so nobody can have come in between.
      if (entry.users > 0 || this.#entries.get(slug) !== entry) return;
      this.#entries.delete(slug);
      entry.close().catch((error) => this.#context.log.warn('room-not-closed', { room: slug, error: String(error) }));
    });
  }

  /** Uses a room for one call. */
  async use<T>(slug: RoomSlug, work: (room: Room) => Promise<T>): Promise<T> {
    const room = await this.acquire(slug);
    try {
      return await work(room);
    } finally {
      this.release(slug);
    }
  }

  /** All rooms that could be loaded. */
  async rooms(): Promise<readonly Room[]> {
    const loaded = await Promise.allSettled([...this.#entries.values()].map((entry) => entry.room));
    return loaded.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
  }

  async closeAll(): Promise<void> {
    const entries = [...this.#entries.values()];
    this.#entries.clear();
    for (const entry of entries) entry.linger?.cancel();
    await Promise.allSettled(entries.map((entry) => entry.close()));
  }

  #open(slug: RoomSlug): Entry {
    const loading = loadRoom(this.#context, slug);
    const room = loading.then((loaded) => loaded.room);
    const close = async (): Promise<void> => {
      const loaded = await loading.catch(() => undefined);
      loaded?.room.close();
      await loaded?.unsubscribe();
    };
    const entry: Entry = { room, users: 0, linger: undefined, close };
    this.#entries.set(slug, entry);
    room.catch(() => {
      // The next one tries anew.
      if (this.#entries.get(slug) === entry) this.#entries.delete(slug);
    });
    return entry;
  }
}

/**
 * First the subscription, confirmed; then the read; then what was heard meanwhile. In another order a change between the two would
 * be in neither.
 */
async function loadRoom(context: EngineContext, slug: RoomSlug): Promise<{ room: Room; unsubscribe: () => Promise<void> }> {
  const { bus, store, metrics, log } = context;
  const held: BusNews[] = [];
  let hear = (news: BusNews): void => {
    if (held.length < HELD_MAX) held.push(news);
  };
  const unsubscribe = await bus.subscribe(slug, (news) => hear(news));
  try {
    metrics.count('store-reads');
    const epoch = await store.epoch();
    const room = new Room(context, slug, epoch, await store.findRoom(slug));
    // A bus has no one to tell: what fails here is healed by a read of the store.
    hear = (news) => {
      try {
        room.receive(news);
      } catch (error) {
        log.error('message-failed', { room: slug, error: String(error) });
        room.heads.suspect();
      }
    };
    for (const news of held) hear(news);
    return { room, unsubscribe };
  } catch (error) {
    await unsubscribe();
    throw error;
  }
}
