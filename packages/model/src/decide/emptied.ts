/** What is left of comments whose text goes: placeholders in their places. */
import type { ContentPart, Rev } from '@parley/protocol';
import { placeholder } from '../parts.ts';
import type { RoomRecord } from '../records.ts';
import type { Effect } from './working.ts';

/** Empties visible comments in one revision; the room's count falls with them, `topLevel` does not. */
export function emptyComments(room: RoomRecord, gone: readonly ContentPart[], status: 'deleted' | 'removed', rev: Rev): Effect {
  return {
    room: { ...room, comments: room.comments - gone.length },
    content: gone.map((content) => placeholder(content, status, rev)),
    emptied: gone.map((content) => content.id),
  };
}
