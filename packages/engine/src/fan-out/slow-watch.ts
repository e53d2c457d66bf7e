/**
 * Looks at all connections once a second: what waits for them in this process, and how far behind their acknowledged heads are.
 * Who cannot follow is passed over, then sent away; where the whole process holds too much, the worst go first (FAN-7, FAN-8).
 */
import type { InstanceState } from '../context.ts';
import type { Metrics, Timer } from '../ports/index.ts';
import type { Room } from '../room.ts';
import type { RoomSession } from '../session.ts';
import { ALL_BYTES_MOST, LAG_CHARACTERS, lagMostMs, lagSlowMs, leastPaceMs, OWN_BYTES_MOST, OWN_BYTES_MS } from './limits.ts';
import { passOver, sendAway } from './slow.ts';
import type { Turns } from './turns.ts';

/** From one look to the next, ms: what a burst can add meanwhile is bounded by what is sent in a second. */
export const LOOK_MS = 1_000;
/** Sessions between two looks at the clock: a look at one takes about 1 µs. */
const CLOCK_EVERY = 256;

interface SlowWatchParts {
  readonly turns: Turns;
  readonly metrics: Metrics;
  readonly instance: InstanceState;
  /** Bytes that may wait for all connections of this process. */
  readonly queuedBytesMax?: number | undefined;
}

interface Found {
  readonly room: Room;
  readonly session: RoomSession;
  readonly bytes: number;
  readonly lagMs: number;
}

export class SlowWatch {
  readonly #parts: SlowWatchParts;
  readonly #rooms = new Set<Room>();
  /** Since when more than its bound waits for a session, steady ms. Few are there at any time. */
  readonly #heavy = new WeakMap<RoomSession, number>();
  #timer: Timer | undefined;

  constructor(parts: SlowWatchParts) {
    this.#parts = parts;
  }

  /** All rooms of this instance that are open. */
  get rooms(): ReadonlySet<Room> {
    return this.#rooms;
  }

  add(room: Room): void {
    this.#rooms.add(room);
    if (this.#rooms.size === 1) this.#plan();
  }

  remove(room: Room): void {
    this.#rooms.delete(room);
    if (this.#rooms.size === 0) this.#timer?.cancel();
  }

  #plan(): void {
    this.#timer = this.#parts.turns.clock.after(LOOK_MS, async () => {
      await this.#look();
      if (this.#rooms.size > 0) this.#plan();
    });
  }

  async #look(): Promise<void> {
    const { turns, metrics, queuedBytesMax = ALL_BYTES_MOST } = this.#parts;
    const found: Found[] = [];
    let [bytes, slow, seen] = [0, 0, 0];
    for (const room of this.#rooms) {
      for (const session of room.people.sessions) {
        seen += 1;
        if (seen % CLOCK_EVERY === 0 && turns.isOver(turns.clock.steady())) await turns.next();
        if (session.state.kind === 'leaving') continue;
        const one = this.#judge(room, session);
        if (one.bytes > 0) found.push(one);
        bytes += one.bytes;
        if (session.state.kind === 'catching-up') slow += 1;
      }
    }
    metrics.set('queued-bytes', bytes);
    metrics.set('slow-sessions', slow);
    if (bytes > queuedBytesMax) this.#relieve(found, bytes - queuedBytesMax);
  }

  #judge(room: Room, session: RoomSession): Found {
    const { turns, instance } = this.#parts;
    const now = turns.clock.steady();
    const leastMs = leastPaceMs(instance.sessions);
    const bytes = session.connection.queuedBytes();
    const since = laggingSince(room, session);
    const lagMs = since === undefined ? 0 : now - since;
    if (this.#isHeavy(session, bytes, now)) sendAway(room, session, 'closed-for-own-bytes');
    else if (lagMs > lagMostMs(leastMs)) sendAway(room, session, 'closed-for-lag');
    else if (since !== undefined && session.state.kind === 'live' && lagMs > lagSlowMs(leastMs))
      passOver(room, session, { why: 'lag', from: room.fanOut.complete, since });
    return { room, session, bytes, lagMs };
  }

  #isHeavy(session: RoomSession, bytes: number, now: number): boolean {
    if (bytes <= OWN_BYTES_MOST) {
      this.#heavy.delete(session);
      return false;
    }
    const since = this.#heavy.get(session) ?? now;
    this.#heavy.set(session, since);
    return now - since >= OWN_BYTES_MS;
  }

  /** Frees so many bytes: the fewest people who hold them, and of equals those who are furthest behind. */
  #relieve(found: Found[], excess: number): void {
    found.sort((a, b) => b.bytes - a.bytes || b.lagMs - a.lagMs);
    let left = excess;
    for (const { room, session, bytes } of found) {
      if (left <= 0) return;
      left -= bytes;
      if (session.state.kind !== 'leaving') sendAway(room, session, 'closed-for-all-bytes');
    }
  }
}

/** Steady time since when a session lacks something that was sent or held back; undefined while that is little or not known. */
function laggingSince({ fanOut }: Room, { state, acknowledged, caughtUpAt }: RoomSession): number | undefined {
  if (state.kind === 'catching-up') return state.since;
  if (state.kind !== 'live' || acknowledged < 0) return undefined;
  const since = fanOut.sentLog.exceededAt(acknowledged, LAG_CHARACTERS);
  return since === undefined ? undefined : Math.max(since, caughtUpAt);
}
