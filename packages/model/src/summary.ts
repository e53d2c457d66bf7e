/** What every frame says of the room itself. */
import type { RoomSummary } from '@parley/protocol';
import type { RoomRecord } from './records.ts';

/** The summary of a room that nobody has made yet. */
export function emptySummary(title: string): RoomSummary {
  return { title, status: 'open', comments: 0, topLevel: 0 };
}

/** The public part of a room's record. */
export function summaryOf(room: RoomRecord): RoomSummary {
  return { title: room.title, status: room.status, comments: room.comments, topLevel: room.topLevel };
}
