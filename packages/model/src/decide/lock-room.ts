/** Closing and reopening a discussion. */
import { type Rev, type RoomStatus, refused } from '@parley/protocol';
import { doneAt, type Known, type Verdict } from './working.ts';

/** A room that has this status already is left alone: done at 0, nothing to wait for. */
export function setStatus(known: Known, status: RoomStatus, rev: Rev): Verdict {
  if (!known.room) return refused('no-such-room');
  return known.room.status === status ? doneAt(0) : doneAt(rev, { room: { ...known.room, status } });
}
