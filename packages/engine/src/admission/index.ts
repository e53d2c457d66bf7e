/**
 * Who may hand in a command now. In this order, cheapest and surest first, so that a flood ends where it costs least:
 * this instance stops → the socket waits for too much → nobody known → the room's queue is full → rates (person, address, votes
 * on one comment from one address, room). What a command may do to the room is not decided here but by the model, in the commit.
 */
import type { Actor } from '@parley/model';
import { type Refusal, type Result, refuse, refused } from '@parley/protocol';
import type { Room } from '../room.ts';
import type { RoomSession } from '../session.ts';
import { addressRate } from './address-rate.ts';
import type { Attempt } from './attempt.ts';
import { commentVotes } from './comment-votes.ts';
import { identified } from './identified.ts';
import { tooManyInFlight } from './in-flight.ts';
import { personRate } from './person-rate.ts';
import { roomRate } from './room-rate.ts';
import { takePermits } from './take-permits.ts';

const RATES_IN_ORDER = [personRate, addressRate, commentVotes, roomRate];

/** Whether this connection may hand in anything, and as whom. */
export function admitWriter(room: Room, session: RoomSession): Result<Actor> {
  if (room.context.instance.draining) return refused('going-away');
  const refusal = tooManyInFlight(session);
  return refusal ? { ok: false, refusal } : identified(session);
}

/** Whether this command may go to the queue now; takes its permits. */
export async function admitCommand(attempt: Attempt): Promise<Refusal | undefined> {
  const { room } = attempt;
  // Before the rates: what cannot be queued must not cost a permit.
  if (room.queue.isFull) return refuse('overloaded');
  return takePermits(
    room.context.limiter,
    RATES_IN_ORDER.flatMap((bucketOf) => bucketOf(attempt) ?? []),
  );
}
