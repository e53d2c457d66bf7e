/** What every frame says of the room itself. */
import type { RoomSummary } from '@parley/protocol';
import type { RoomRecord } from './records.ts';

/** The public part of a room's record; of one that nobody has made yet without it. */
export function summaryOf(room: RoomRecord | undefined): RoomSummary {
  if (!room) return { title: '', status: 'open', comments: 0, topLevel: 0 };
  return { title: room.title, status: room.status, comments: room.comments, topLevel: room.topLevel };
}
