/** Bus between engines of one process. Delivers in order, once, after the current turn, to all ends but the publisher's own. */
import type { RoomSlug } from '@parley/protocol';
import type { Beat, Bus, BusNews, BusWatcher } from '../ports/index.ts';

type Listener = (news: BusNews) => void;
type BeatListener = (beat: Omit<Beat, 'own'>) => void;

/** What several `memoryBus` of one process share, so that they hear each other. */
export interface MemoryWire {
  readonly listeners: Map<RoomSlug, Set<Listener>>;
  readonly watchers: Set<BeatListener>;
  /** Ends made so far. */
  ends: number;
}

export const memoryWire = (): MemoryWire => ({ listeners: new Map(), watchers: new Set(), ends: 0 });

/** Closing one end leaves the others of the same wire alone. */
export function memoryBus(wire: MemoryWire = memoryWire()): Bus {
  wire.ends += 1;
  const instance = `end-${wire.ends}`;
  const own = new Set<() => Promise<void>>();
  const heardHere = new Set<Listener>();
  const soon = (run: () => void): void => void Promise.resolve().then(run);
  return {
    publish(message) {
      soon(() => {
        for (const listener of [...(wire.listeners.get(message.room) ?? [])]) if (!heardHere.has(listener)) listener(message);
      });
    },
    async subscribe(room, onNews) {
      // A listener of its own, so that the same function may be subscribed twice.
      const listener: Listener = (news) => onNews(news);
      const listeners = wire.listeners.get(room) ?? new Set();
      wire.listeners.set(room, listeners.add(listener));
      heardHere.add(listener);
      const end = async (): Promise<void> => {
        own.delete(end);
        heardHere.delete(listener);
        listeners.delete(listener);
        if (listeners.size === 0 && wire.listeners.get(room) === listeners) wire.listeners.delete(room);
      };
      own.add(end);
      return end;
    },
    beat(heads, mark, isLast = false) {
      soon(() => {
        for (const watcher of [...wire.watchers]) watcher({ instance, mark, heads, isLast });
      });
    },
    watch(watcher: BusWatcher) {
      const listener: BeatListener = (beat) => watcher.beat({ ...beat, own: beat.instance === instance });
      wire.watchers.add(listener);
      soon(() => wire.watchers.has(listener) && watcher.line(true));
      const end = async (): Promise<void> => {
        own.delete(end);
        wire.watchers.delete(listener);
      };
      own.add(end);
      return () => void end();
    },
    // A wire within a process is never mute.
    renew() {},
    async close() {
      for (const end of [...own]) await end();
    },
  };
}
