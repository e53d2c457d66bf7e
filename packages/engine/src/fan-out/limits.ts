/** How far a connection may be behind, and how often clients say where they are. */

/** Acknowledged heads that one process takes in a second: about 2 % of a core. */
const ACKNOWLEDGEMENTS_PER_SECOND = 900;
/** Time between two of a client, ms, where there are few. */
const ACKNOWLEDGE_EVERY_MS = 3_000;
const SECOND_MS = 1_000;

/** About how long from one acknowledged head of a client to its next, ms, with so many connections in this process: whole seconds. */
export const acknowledgeEveryMs = (sessions: number): number =>
  Math.max(ACKNOWLEDGE_EVERY_MS, SECOND_MS * Math.ceil(sessions / ACKNOWLEDGEMENTS_PER_SECOND));

/** Lag of acknowledged heads from which a connection is passed over, ms: two rounds, a jitter and a slow line. */
export const lagSlowMs = (everyMs: number): number => Math.max(10_000, 2 * everyMs + 4_000);

/** Lag from which it is closed, ms. */
export const lagMostMs = (everyMs: number): number => Math.max(30_000, lagSlowMs(everyMs) + 10_000);

/**
 * Characters sent and not acknowledged from which the lag counts: less does not matter to anyone, and a page in the background may
 * acknowledge it a minute late, since browsers slow its timers down.
 */
export const LAG_CHARACTERS = 65_536;

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
