/** How far this instance took rooms lately: what its beats tell the others. */
import type { RoomSlug } from '@parley/protocol';
import type { Clock, RoomHead } from '../ports/index.ts';

/** How long a head is told, ms: six beats, of which five may be lost. */
const TOLD_MS = 3_000;

export class RecentHeads {
  readonly #clock: Clock;
  // In the order in which they were taken.
  readonly #heads = new Map<RoomSlug, { readonly head: RoomHead; readonly at: number }>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** A commit of this instance, or what it found in the store that nobody had told it. */
  took({ room, epoch, to }: RoomHead): void {
    this.#heads.delete(room);
    this.#heads.set(room, { head: { room, epoch, to }, at: this.#clock.steady() });
  }

  lately(): readonly RoomHead[] {
    const since = this.#clock.steady() - TOLD_MS;
    for (const [room, { at }] of this.#heads) {
      if (at >= since) break;
      this.#heads.delete(room);
    }
    return [...this.#heads.values()].map(({ head }) => head);
  }
}
