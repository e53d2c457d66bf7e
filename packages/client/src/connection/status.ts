/** The one function from the machine's state to what a reader is told (CONN-1). */
import type { RoomStatus } from '../api.ts';
import type { Phase } from './machine.ts';

/** `triedBefore`: it was live before, or a try has failed. */
export function statusOf(phase: Phase, triedBefore: boolean): RoomStatus {
  switch (phase) {
    case 'live':
    case 'offline':
    case 'refused':
    case 'closed':
      return phase;
    case 'waiting':
      return 'reconnecting';
    default:
      return triedBefore ? 'reconnecting' : 'connecting';
  }
}
