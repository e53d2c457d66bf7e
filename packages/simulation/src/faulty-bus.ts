/** A bus between servers that loses, doubles, delays and reorders, each receiver on its own. */
import type { Bus, BusMessage } from '@parley/engine';
import type { RoomSlug } from '@parley/protocol';
import type { World } from './world.ts';

/** Longest delay of a late message, ms: beyond the time a server holds an early frame. */
const LATE_MS = 300;

interface Listener {
  readonly room: RoomSlug;
  hear(message: BusMessage): void;
  /** Ends of the ranges heard so far. */
  latest: number;
}

export class BusWire {
  readonly #world: World;
  readonly #listeners = new Set<Listener>();

  constructor(world: World) {
    this.#world = world;
  }

  /** One server's end. `isAlive` false: nothing is said or heard. */
  end(isAlive: () => boolean): Bus {
    const own = new Set<Listener>();
    return {
      publish: (message) => isAlive() && this.#publish(message),
      subscribe: async (room, onMessage) => {
        const listener: Listener = { room, hear: (message) => isAlive() && onMessage(message), latest: 0 };
        own.add(listener);
        this.#listeners.add(listener);
        return async () => void this.#listeners.delete(listener);
      },
      // Its servers live without signs of life.
      beat: () => {},
      watch: () => () => {},
      renew: () => {},
      close: async () => {
        for (const listener of own) this.#listeners.delete(listener);
      },
    };
  }

  #publish(message: BusMessage): void {
    const { chance, climate, rare, doctor } = this.#world;
    const text = JSON.stringify(message);
    for (const listener of this.#listeners) {
      if (listener.room !== message.room) continue;
      if (chance.hit(climate.bus.lost)) {
        rare.reach('bus-message-lost');
        continue;
      }
      const copies = chance.hit(climate.bus.doubled) ? 2 : 1;
      if (copies === 2) rare.reach('bus-message-doubled');
      for (let copy = 0; copy < copies; copy += 1) {
        const made: BusMessage = JSON.parse(text);
        const told = doctor.bus?.(made, copy) ?? made;
        this.#world.clock.after(chance.hit(climate.bus.late) ? chance.between(1, LATE_MS) : 0, () =>
          this.#deliver(listener, told),
        );
      }
    }
  }

  #deliver(listener: Listener, message: BusMessage): void {
    if (!this.#listeners.has(listener)) return;
    if (message.rows.to < listener.latest) this.#world.rare.reach('bus-message-overtaken');
    listener.latest = Math.max(listener.latest, message.rows.to);
    listener.hear(message);
  }
}
