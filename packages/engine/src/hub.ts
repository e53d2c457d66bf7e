/** The rooms that are open on this instance: loaded once, kept a while after the last one left. */
import type { RoomSlug } from '@parley/protocol';
import type { EngineContext } from './context.ts';
import type { BusNews, RoomHead, Timer } from './ports/index.ts';
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
  hear(news: BusNews): void;
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

  /** Rooms that are open or being opened. */
  slugs(): readonly RoomSlug[] {
    return [...this.#entries.keys()];
  }

  /** Tells a room how far it is said to be, as the bus would. */
  hear(head: RoomHead): void {
    this.#entries.get(head.room)?.hear(head);
  }

  /** Tells a room its head in the store, asked for at this steady time, ms. */
  compare(head: RoomHead, askedAt: number): void {
    // One that cannot be loaded has nothing to compare.
    this.#entries.get(head.room)?.room.then(
      (room) => room.compare(head, askedAt),
      () => {},
    );
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

  async closeAll(): Promise<void> {
    const entries = [...this.#entries.values()];
    this.#entries.clear();
    for (const entry of entries) entry.linger?.cancel();
    await Promise.allSettled(entries.map((entry) => entry.close()));
  }

  #open(slug: RoomSlug): Entry {
    const { hear, loading } = openRoom(this.#context, slug);
    const room = loading.then((loaded) => loaded.room);
    const close = async (): Promise<void> => {
      const loaded = await loading.catch(() => undefined);
      loaded?.room.close();
      await loaded?.unsubscribe();
    };
    const entry: Entry = { room, users: 0, linger: undefined, hear, close };
    this.#entries.set(slug, entry);
    room.catch(() => {
      // The next one tries anew.
      if (this.#entries.get(slug) === entry) this.#entries.delete(slug);
    });
    return entry;
  }
}

interface OpenedRoom {
  readonly room: Room;
  unsubscribe(): Promise<void>;
}

/** A room on its way: what it hears before it is there is kept for it. */
function openRoom(context: EngineContext, slug: RoomSlug): { hear(news: BusNews): void; loading: Promise<OpenedRoom> } {
  const held: BusNews[] = [];
  let room: Room | undefined;
  const hear = (news: BusNews): void => {
    if (!room) {
      if (held.length < HELD_MAX) held.push(news);
      return;
    }
    // A bus has no one to tell: what fails here is healed by a read of the store.
    try {
      room.receive(news);
    } catch (error) {
      context.log.error('message-failed', { room: slug, error: String(error) });
      room.heads.suspect();
    }
  };
  const loading = loadRoom(context, slug, hear).then((opened) => {
    room = opened.room;
    for (const news of held.splice(0)) hear(news);
    return opened;
  });
  return { hear, loading };
}

/**
 * First the subscription, confirmed; then the read; then what was heard meanwhile. In another order a change between the two would
 * be in neither.
 */
async function loadRoom(context: EngineContext, slug: RoomSlug, hear: (news: BusNews) => void): Promise<OpenedRoom> {
  const { bus, store, metrics } = context;
  const unsubscribe = await bus.subscribe(slug, hear);
  try {
    metrics.count('store-reads');
    const epoch = await store.epoch();
    return { room: new Room(context, slug, epoch, await store.findRoom(slug)), unsubscribe };
  } catch (error) {
    await unsubscribe();
    throw error;
  }
}
