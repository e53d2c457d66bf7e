/** A bus between servers that loses, doubles, delays and reorders, each receiver on its own. */
import type { Bus, BusMessage, BusNews, BusWatcher, RoomHead } from '@parley/engine';
import type { RoomSlug } from '@parley/protocol';
import type { World } from './world.ts';

/** Longest delay of a late message, ms: beyond the time a server holds an early frame. */
const LATE_MS = 300;

interface Listener {
  readonly room: RoomSlug;
  hear(message: BusNews): void;
  /** Ends of the ranges heard so far. */
  latest: number;
}

interface Watching {
  readonly instance: string;
  readonly watcher: BusWatcher;
}

export class BusWire {
  readonly #world: World;
  readonly #listeners = new Set<Listener>();
  readonly #watching = new Set<Watching>();
  #ends = 0;

  constructor(world: World) {
    this.#world = world;
  }

  /** One server's end. `isAlive` false: nothing is said or heard. */
  end(isAlive: () => boolean): Bus {
    const own = new Set<Listener>();
    this.#ends += 1;
    const instance = `instance-${this.#ends}`;
    return {
      publish: (message) => isAlive() && this.#publish(message),
      subscribe: async (room, onMessage) => {
        const listener: Listener = { room, hear: (message) => isAlive() && onMessage(message), latest: 0 };
        own.add(listener);
        this.#listeners.add(listener);
        return async () => void this.#listeners.delete(listener);
      },
      beat: (heads, mark, isLast = false) => isAlive() && this.#beat(instance, mark, heads, isLast),
      watch: ({ beat, line }) => {
        const watching: Watching = {
          instance,
          watcher: { beat: (one) => isAlive() && beat(one), line: (isWhole) => isAlive() && line(isWhole) },
        };
        this.#watching.add(watching);
        this.#world.clock.after(0, () => watching.watcher.line(true));
        return () => void this.#watching.delete(watching);
      },
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

  /** Signs of life are lost and late as messages are. */
  #beat(instance: string, mark: number, heads: readonly RoomHead[], isLast: boolean): void {
    const { chance, climate, clock } = this.#world;
    for (const watching of this.#watching) {
      if (chance.hit(climate.bus.lost)) continue;
      const beat = { instance, own: watching.instance === instance, mark, heads, isLast };
      clock.after(chance.hit(climate.bus.late) ? chance.between(1, LATE_MS) : 0, () => watching.watcher.beat(beat));
    }
  }

  #deliver(listener: Listener, message: BusMessage): void {
    if (!this.#listeners.has(listener)) return;
    if (message.rows.to < listener.latest) this.#world.rare.reach('bus-message-overtaken');
    listener.latest = Math.max(listener.latest, message.rows.to);
    listener.hear(message);
  }
}
