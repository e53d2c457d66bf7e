/** Sessions whose transport is behind: skipped while it is, brought back by one frame when it has drained (FAN-5). */
import { type Rev, refuse } from '@parley/protocol';
import type { Room } from '../room.ts';
import { LIVE, type RoomSession } from '../session.ts';

/** Window for those who are sent away because they are too far behind, ms. */
const RETRY_WINDOW_MS = 2_000;

/** Stops sending to a session; what it lacks begins at `from`. */
export function bringBack(room: Room, session: RoomSession, from: Rev): void {
  room.context.metrics.count('slow-skips');
  session.state = { kind: 'catching-up', from, held: [] };
  session.connection.onDrained(() => catchUp(room, session));
}

function catchUp(room: Room, session: RoomSession): void {
  const { state, connection } = session;
  if (state.kind !== 'catching-up') return;
  const { epoch } = room.cursor;
  session.state = LIVE;
  if (state.held.length > 0) connection.send('mine-changed', { epoch, facts: state.held });
  const frame = room.frames.since(room.cursor, state.from, room.summary);
  room.context.metrics.count('catch-ups');
  if (frame) {
    connection.write(frame.encoded(room.context.encoder));
    room.fanOut.showed(room.summary);
  }
  // Too far behind for a frame: coming back with its position it gets what it needs, a snapshot if it must be.
  else connection.close(refuse('overloaded'), RETRY_WINDOW_MS);
}
