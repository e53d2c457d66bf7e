/** Sessions that are behind: passed over while they are, brought back by one frame when they have taken what they were given (FAN-5). */
import { type AcknowledgeHead, type Rev, refuse } from '@parley/protocol';
import type { CounterName } from '../ports/index.ts';
import type { Room } from '../room.ts';
import { type CatchingUp, LEAVING, LIVE, type RoomSession } from '../session.ts';
import { RELAPSE_FORGIVEN_MS, RELAPSE_MS, RELAPSES_MOST, RESYNC_WINDOW_MS } from './limits.ts';

/** Bounds over which connections are closed, each with its own number. */
type Bound = Extract<CounterName, `closed-for-${string}`>;

/** Stops sending to a session: see `CatchingUp`. */
export function passOver(room: Room, session: RoomSession, { why, from, since }: Omit<CatchingUp, 'kind' | 'held'>): void {
  room.context.metrics.count('slow-skips');
  session.state = { kind: 'catching-up', why, from, since, held: [] };
  if (why === 'queue') session.connection.onDrained(() => catchUp(room, session));
}

/** A session whose queue is found full while a frame goes out; what it lacks begins with this frame. */
export const passOverQueue = (room: Room, session: RoomSession, from: Rev): void =>
  passOver(room, session, { why: 'queue', from, since: room.context.clock.steady() });

/** A client says up to where it has everything. What cannot be true is believed as far as it can. */
export function acknowledgeHead(room: Room, session: RoomSession, head: AcknowledgeHead): void {
  const { metrics, clock } = room.context;
  metrics.count('heads-acknowledged');
  const rev = Math.min(head.rev, room.cursor.rev);
  if (head.epoch !== room.cursor.epoch || rev <= session.acknowledged) return;
  session.acknowledged = rev;
  const sentAt = room.fanOut.sentLog.sentAt(rev);
  if (sentAt !== undefined) metrics.observe('head-lag-ms', clock.steady() - Math.max(sentAt, session.caughtUpAt));
  const { state } = session;
  if (state.kind === 'catching-up' && state.why === 'lag' && rev >= state.from) catchUp(room, session);
}

/** Closes a session that could not follow; its client comes back inside the window and gets what it lacks at once (FAN-8). */
export function sendAway(room: Room, session: RoomSession, bound?: Bound): void {
  const { metrics } = room.context;
  metrics.count('resyncs');
  if (bound) metrics.count(bound);
  session.state = LEAVING;
  session.connection.close(refuse('resync-later'), RESYNC_WINDOW_MS);
}

/** With the newest shared frame that reaches where the last one ended: the next goes on from there. */
function catchUp(room: Room, session: RoomSession): void {
  const { state, connection } = session;
  if (state.kind !== 'catching-up') return;
  const { context, fanOut, cursor } = room;
  const isTooOften = isRelapsed(session, state, context.clock.steady());
  const frame = isTooOften ? undefined : room.frames.since(cursor, state.from, room.summary, fanOut.sent.rev);
  if (!frame) {
    // Too far behind for a frame: coming back with its position it gets what it needs, a snapshot if it must be.
    sendAway(room, session, isTooOften ? 'closed-for-relapses' : undefined);
    return;
  }
  context.metrics.count('catch-ups');
  session.state = LIVE;
  if (state.held.length > 0) connection.send('mine-changed', { epoch: cursor.epoch, facts: state.held });
  connection.write(frame.encoded(context.encoder));
  fanOut.showed(frame.frame.summary);
}

/** Counts a catch-up that took long, and says whether it was one too many. */
function isRelapsed(session: RoomSession, { since }: CatchingUp, now: number): boolean {
  const isLong = now - since > RELAPSE_MS;
  const isRow = since - session.caughtUpAt < RELAPSE_FORGIVEN_MS;
  session.relapses = isLong ? 1 + (isRow ? session.relapses : 0) : 0;
  session.caughtUpAt = now;
  return session.relapses >= RELAPSES_MOST;
}
