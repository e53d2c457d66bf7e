/** Tells a room how many people watch it: at most once in 3 s and only when the number changed. */
import { PRESENCE_EVERY_MS, type RoomSlug } from '@parley/protocol';
import { deliver } from './fan-out/slices.ts';
import type { Turns } from './fan-out/turns.ts';
import type { Clock, EventEncoder, Log, PresenceStore, Timer } from './ports/index.ts';
import type { RoomSession } from './session.ts';

/** How long joins and leaves gather before the first count goes out, ms: a reload is a leave and a join. */
const GATHER_MS = 250;
/** How often the count over all instances is looked up while nobody comes or goes here, ms: with what its store gathers, below 5 s. */
const LOOK_MS = 4_000;

export interface PresenceParts {
  readonly presence: PresenceStore;
  readonly encoder: EventEncoder;
  readonly clock: Clock;
  readonly turns: Turns;
  readonly log: Log;
}

export class RoomPresence {
  readonly #parts: PresenceParts;
  readonly #room: RoomSlug;
  readonly #sessions: ReadonlySet<RoomSession>;
  #here = 0;
  #everywhere = 0;
  #told = 0;
  #toldAt = Number.NEGATIVE_INFINITY;
  #timer: Timer | undefined;
  #due = Number.POSITIVE_INFINITY;
  #closed = false;

  constructor(parts: PresenceParts, room: RoomSlug, sessions: ReadonlySet<RoomSession>) {
    this.#parts = parts;
    this.#room = room;
    this.#sessions = sessions;
  }

  /** The number for a welcome: what everybody here was told last, so that a change is news to all of them or to none. */
  welcome(): number {
    if (this.#told === 0) this.#told = this.#watching;
    return this.#told;
  }

  /** Never less than who is here: the store may be late. */
  get #watching(): number {
    return Math.max(this.#everywhere, this.#here);
  }

  /** The number of people on this instance, after somebody came or went. */
  set(here: number): void {
    if (here === this.#here || this.#closed) return;
    // Until the next count, others stay as many as they were.
    this.#everywhere = Math.max(here, this.#everywhere + here - this.#here);
    this.#here = here;
    if (here === 0) this.#told = 0;
    this.#parts.presence.report(this.#room, here);
    this.#plan(GATHER_MS);
  }

  close(): void {
    this.#closed = true;
    this.#timer?.cancel();
    this.#parts.presence.report(this.#room, 0);
  }

  #plan(ms: number): void {
    const now = this.#parts.clock.steady();
    const due = Math.max(now + ms, this.#toldAt + PRESENCE_EVERY_MS);
    if (this.#closed || due >= this.#due) return;
    this.#timer?.cancel();
    this.#due = due;
    this.#timer = this.#parts.clock.after(due - now, () => {
      this.#tell().catch((error) => this.#parts.log.warn('presence-failed', { room: this.#room, error: String(error) }));
    });
  }

  async #tell(): Promise<void> {
    const { presence, encoder, clock, turns } = this.#parts;
    this.#due = Number.POSITIVE_INFINITY;
    // Without its store a count is this instance's own.
    const [everywhere = this.#here] = await presence.counts([this.#room]).catch(() => []);
    this.#everywhere = everywhere;
    if (this.#closed || this.#sessions.size === 0) return;
    const watching = this.#watching;
    if (watching !== this.#told) {
      this.#told = watching;
      this.#toldAt = clock.steady();
      const event = encoder.encode('presence-changed', { watching });
      // A connection that is behind does without: the next count is as good.
      await deliver(turns, this.#sessions, event, () => {});
    }
    this.#plan(LOOK_MS);
  }
}
