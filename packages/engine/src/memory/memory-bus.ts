/** Bus between engines of one process. Delivers in order, once, after the current turn, to the publisher too, as a broker does. */
import type { RoomSlug } from '@parley/protocol';
import type { Bus, BusMessage } from '../ports/index.ts';

type Listener = (message: BusMessage) => void;

/** What several `memoryBus` of one process share, so that they hear each other. */
export interface MemoryWire {
  readonly listeners: Map<RoomSlug, Set<Listener>>;
}

export const memoryWire = (): MemoryWire => ({ listeners: new Map() });

/** Closing one end leaves the others of the same wire alone. */
export function memoryBus(wire: MemoryWire = memoryWire()): Bus {
  const own = new Set<() => Promise<void>>();
  return {
    publish(message) {
      void Promise.resolve().then(() => {
        for (const listener of [...(wire.listeners.get(message.room) ?? [])]) listener(message);
      });
    },
    async subscribe(room, onMessage) {
      // A listener of its own, so that the same function may be subscribed twice.
      const listener: Listener = (message) => onMessage(message);
      const listeners = wire.listeners.get(room) ?? new Set();
      wire.listeners.set(room, listeners.add(listener));
      const end = async (): Promise<void> => {
        own.delete(end);
        listeners.delete(listener);
        if (listeners.size === 0 && wire.listeners.get(room) === listeners) wire.listeners.delete(room);
      };
      own.add(end);
      return end;
    },
    async close() {
      for (const end of [...own]) await end();
    },
  };
}
