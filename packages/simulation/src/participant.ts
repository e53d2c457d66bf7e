/** One open page of one person: a real client on fake ports, and what the person wants of it. */
import { createRoomClient, type Hint, type Hints, type Pace, type RoomClient } from '@parley/client';
import type { CommentId, Order, Page } from '@parley/protocol';
import { type Device, SERVER } from './device.ts';
import { type FakeLine, fakeTransport } from './fake-transport.ts';
import type { Chance } from './seed.ts';
import type { Wishes } from './wishes.ts';
import { ROOM, type World } from './world.ts';

export interface Habits {
  readonly order: Order;
  readonly pace: Pace;
  /** Readers never write. */
  readonly writes: boolean;
  /** A page in front draws itself after each change, one that nobody looks at only when asked. */
  readonly draws: boolean;
  /** Opens at this comment instead of the beginning. */
  readonly comment?: CommentId | undefined;
}

export class Participant {
  readonly name: string;
  readonly device: Device;
  readonly habits: Habits;
  readonly chance: Chance;
  readonly wishes: Wishes;
  client: RoomClient;
  line: FakeLine | undefined;
  readonly #world: World;
  readonly #listeners = new Set<(hint: Hint) => void>();
  #isOnline = true;

  constructor(world: World, name: string, device: Device, wishes: Wishes, habits: Habits) {
    this.#world = world;
    this.name = name;
    this.device = device;
    this.habits = habits;
    this.wishes = wishes;
    this.chance = world.chance.fork();
    this.client = this.#open(undefined);
  }

  /** Closes the page and opens it again, with a page of the server in its HTML or without. */
  reload(snapshot: Page | undefined): void {
    this.client.close();
    this.#listeners.clear();
    this.client = this.#open(snapshot);
    this.client.connect();
  }

  hint(hint: Hint): void {
    if (hint === 'offline' || hint === 'online') this.#isOnline = hint === 'online';
    for (const listener of [...this.#listeners]) listener(hint);
  }

  #open(snapshot: Page | undefined): RoomClient {
    const { clock, chance } = this.#world;
    const hints: Hints = {
      online: () => this.#isOnline,
      watch: (listener) => {
        this.#listeners.add(listener);
        return () => this.#listeners.delete(listener);
      },
    };
    const client = createRoomClient({
      transport: fakeTransport(this.#world, this),
      storage: this.device.storage(),
      locks: this.device.locks,
      clock,
      random: this.chance,
      hints,
      makeGuest: async () => {
        await new Promise<void>((resolve) => clock.after(chance.between(0, 50), resolve));
        return { ok: true, value: this.#world.newToken() };
      },
      server: SERVER,
      room: ROOM,
      order: this.habits.order,
      pace: this.habits.pace,
      title: 'A room',
      comment: this.habits.comment,
      ...(snapshot && { snapshot }),
    });
    if (this.habits.draws) client.subscribe(() => void client.view);
    return client;
  }
}
