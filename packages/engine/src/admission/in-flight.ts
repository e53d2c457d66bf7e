import { IN_FLIGHT_MAX, type Refusal, refuse } from '@parley/protocol';
import type { RoomSession } from '../session.ts';

/** A socket that does not wait for answers is told to (CONN-6): the bound on what one connection can make this server hold. */
export function tooManyInFlight(session: RoomSession): Refusal | undefined {
  if (session.underWay < IN_FLIGHT_MAX) return undefined;
  return refuse('too-many-in-flight', { retryAfterMs: 100 });
}
