/** How far a connection may be behind, and how often clients say where they are. */

/** Acknowledged heads that one process takes in a second at the most: each costs about as much as six deliveries, some 0.1 ms. */
const ACKNOWLEDGEMENTS_PER_SECOND = 900;
/** Least time between two of a client, ms. */
const ACKNOWLEDGE_LEAST_MS = 8_000;
/** Longest, ms: where little is said, it matters little whether it has arrived. */
const ACKNOWLEDGE_MOST_MS = 64_000;
const SECOND_MS = 1_000;

/**
 * Characters sent and not acknowledged above which the time counts: less does not matter to anyone, and a page in the background may
 * acknowledge it a minute late, since browsers slow its timers down.
 */
export const LAG_CHARACTERS = 131_072;

/** Shortest pace with so many connections in this process, ms: whole seconds. */
export const leastPaceMs = (sessions: number): number =>
  Math.max(ACKNOWLEDGE_LEAST_MS, SECOND_MS * Math.ceil(sessions / ACKNOWLEDGEMENTS_PER_SECOND));

/**
 * About how long from one acknowledged head of a client to its next, ms, in a room that sends so many characters a second: twice
 * while `LAG_CHARACTERS` are sent, so that a hundred deliveries pay for one. In steps of two, so that it rarely changes.
 */
export function acknowledgeEveryMs(sessions: number, charactersPerSecond: number): number {
  const wanted = (SECOND_MS * LAG_CHARACTERS) / 2 / Math.max(1, charactersPerSecond);
  let paceMs = ACKNOWLEDGE_LEAST_MS;
  while (paceMs * 2 <= wanted && paceMs < ACKNOWLEDGE_MOST_MS) paceMs *= 2;
  return Math.max(paceMs, leastPaceMs(sessions));
}

/** Lag of acknowledged heads from which a connection is passed over, ms: two rounds of the shortest pace and a slow line. */
export const lagSlowMs = (leastMs: number): number => 2 * leastMs + 4_000;

/** Lag from which it is closed, ms: 30 s, and longer only where the pace is stretched. */
export const lagMostMs = (leastMs: number): number => lagSlowMs(leastMs) + 10_000;

/** A catch-up that took longer than this, ms, leaves a connection in doubt … */
export const RELAPSE_MS = 5_000;
/** … and after so many in a row it is closed: it cannot follow, only begin again … */
export const RELAPSES_MOST = 3;
/** … where it had not kept up for longer than this between two, ms. */
export const RELAPSE_FORGIVEN_MS = 60_000;

/** Bytes that may wait for one connection. Frames never go beyond, since who has not taken two packets is passed over; answers may … */
export const OWN_BYTES_MOST = 262_144;
/** … for so long, ms: a large page over a slow line. */
export const OWN_BYTES_MS = 10_000;

/** Bytes that may wait for all connections of a process; can be set otherwise. */
export const ALL_BYTES_MOST = 256 * 1_048_576;

/** Time inside which they come back who could not follow, ms. What they lack comes with their return. */
export const RESYNC_WINDOW_MS = 5_000;
