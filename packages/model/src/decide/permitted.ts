/** Who may write in a room. */
import { type Refusal, refuse } from '@parley/protocol';
import type { Actor, RoomRecord } from '../records.ts';
import type { Known } from './working.ts';

/** Why this person may not post, edit or vote in the room now; undefined when they may. Keepers always may. */
export function writingFault(room: RoomRecord, known: Known, actor: Actor): Refusal | undefined {
  if (actor.role === 'keeper') return undefined;
  if (known.banned.has(actor.person)) return refuse('banned');
  return room.status === 'locked' ? refuse('room-locked') : undefined;
}
