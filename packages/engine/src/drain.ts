/** An orderly end: what was admitted is finished, clients move inside a window, and only then does anything close (DRAIN-1 to DRAIN-4). */
import { MOVES_FROM, refuse } from '@parley/protocol';
import type { EngineContext } from './context.ts';
import type { Hub } from './hub.ts';
import { Pause } from './pause.ts';
import type { Clock } from './ports/index.ts';
import type { Room } from './room.ts';
import type { RoomSession } from './session.ts';

/** Longest time for answers and frames of what was admitted, ms: a store that hangs does not keep a process alive. */
const FINISH_MAX_MS = 2_000;
/** Longest window in which clients move, ms, whatever was asked for: with the other bounds an instance ends within 10 s. */
const MOVE_WINDOW_MAX_MS = 5_000;
/** For who moves in the last moment of the window, ms. */
const GRACE_MS = 500;
/** How often it is looked whether all have moved, ms. */
const LOOK_MS = 50;
/** Window for those who did not move in theirs and those not welcomed yet, ms: they are few. */
const LATE_WINDOW_MS = 1_000;
/** Longest time for the rooms, and then for the ports, to close, ms. */
const CLOSE_MAX_MS = 1_000;

interface DrainParts {
  readonly context: EngineContext;
  readonly hub: Hub;
  readonly heads: { close(): void };
  /** Ends a session on this side. */
  leave(room: Room, session: RoomSession): void;
}

/** Resolves when all is closed. `windowMs` 0: clients are told to come back at once, and nobody is waited for. */
export async function drain({ context, hub, heads, leave }: DrainParts, windowMs: number): Promise<void> {
  const { clock, instance, bus, presence, store, commits } = context;
  const moveMs = Math.min(windowMs, MOVE_WINDOW_MAX_MS);
  // Nobody joins from now on: a room that is still being loaded gets no session.
  const rooms = [...context.slow.rooms];
  await within(clock, FINISH_MAX_MS, Promise.all(rooms.map(finish)));
  // The answers of the last commit go out before the goodbye.
  await clock.yield();
  await tellToMove(context, rooms, moveMs, leave);
  const end = clock.steady() + moveMs + GRACE_MS;
  while (instance.sessions > 0 && moveMs > 0 && clock.steady() < end) await new Pause(clock, LOOK_MS).over;
  for (const room of rooms) {
    for (const session of room.people.sessions) close(room, session, Math.min(moveMs, LATE_WINDOW_MS), leave);
  }
  heads.close();
  commits.close();
  await within(clock, CLOSE_MAX_MS, hub.closeAll());
  // A store that hangs waits for what it was asked: what is durable is, and the rest was never acknowledged.
  await within(clock, CLOSE_MAX_MS, Promise.all([bus.close(), presence.close(), store.close()]));
}

/** Answers and frames of what was admitted. */
async function finish(room: Room): Promise<void> {
  await room.attempts.idle();
  await room.queue.idle();
  await room.fanOut.flush();
}

/**
 * Older clients know no word for moving: they are told why the line closes, and when to come back. So is who awaits the welcome
 * still, since nothing comes before that (SYNC-1).
 */
async function tellToMove(
  context: EngineContext,
  rooms: readonly Room[],
  windowMs: number,
  leave: DrainParts['leave'],
): Promise<void> {
  const { turns, encoder } = context;
  const moving = encoder.encode('connection-moving', { windowMs });
  for (const room of rooms) {
    for (const session of room.people.sessions) {
      if (turns.isOver(turns.clock.steady())) await turns.next();
      const isGreeted = session.state.kind !== 'greeting';
      if (isGreeted && session.protocol >= MOVES_FROM && windowMs > 0) session.connection.write(moving);
      else close(room, session, isGreeted ? windowMs : Math.min(windowMs, LATE_WINDOW_MS), leave);
    }
  }
}

function close(room: Room, session: RoomSession, windowMs: number, leave: DrainParts['leave']): void {
  leave(room, session);
  session.connection.close(refuse('going-away'), windowMs);
}

/** Waits for work, but not longer than this. What it rejects with is thrown. */
async function within(clock: Clock, ms: number, work: Promise<unknown>): Promise<void> {
  const pause = new Pause(clock, ms);
  try {
    await Promise.race([work, pause.over]);
  } finally {
    pause.cut();
  }
}
