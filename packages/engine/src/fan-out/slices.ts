/** Writes shared bytes to many connections without keeping the process from its other work. */
import type { EncodedEvent } from '../ports/index.ts';
import type { RoomSession } from '../session.ts';
import type { Turns } from './turns.ts';

/** Writes of one room before a yield: about 3 ms at 20 µs each. */
const SLICE_WRITES = 128;
/** The clock is read once in so many writes: a read costs a tenth of a write. */
const CLOCK_EVERY = 16;
/** Packets from which a connection is behind. One pending packet is normal for a fast one within a turn. */
const BACKLOG_SLOW = 2;

interface Delivered {
  readonly recipients: number;
  readonly skipped: number;
  /** Time of the writes alone, yields left out, ms. */
  readonly spentMs: number;
}

/**
 * Writes to every live session; one that has not taken its packets goes to `onSlow` instead. Sessions that join meanwhile may
 * get the bytes too: their place in the history tells them that they have them already.
 */
export async function deliver(
  turns: Turns,
  sessions: Iterable<RoomSession>,
  event: EncodedEvent,
  onSlow: (session: RoomSession) => void,
): Promise<Delivered> {
  let recipients = 0;
  let skipped = 0;
  let spentMs = 0;
  let inSlice = 0;
  const { clock } = turns;
  // Other rooms may have used up this turn.
  if (turns.isOver(clock.steady())) await turns.next();
  let sliceStart = clock.steady();
  for (const session of sessions) {
    if (session.state.kind !== 'live') continue;
    const { connection } = session;
    if (connection.backlog() >= BACKLOG_SLOW) {
      skipped += 1;
      onSlow(session);
      continue;
    }
    connection.write(event);
    recipients += 1;
    inSlice += 1;
    if (inSlice % CLOCK_EVERY !== 0) continue;
    const now = clock.steady();
    if (inSlice < SLICE_WRITES && !turns.isOver(now)) continue;
    spentMs += now - sliceStart;
    await turns.next();
    inSlice = 0;
    sliceStart = clock.steady();
  }
  return { recipients, skipped, spentMs: spentMs + clock.steady() - sliceStart };
}
