/**
 * The protocol's version. Raise CURRENT with every change of a schema that crosses the wire and add a line here; the test beside
 * this file pins the hash of all schemas to it. FLOOR is the oldest client that still understands this server.
 *
 * 1: comments with two parts, votes, pages, catch-up by revision.
 * 2: `acknowledge-head` and its pace, `connection-moving`; the refusals `resync-later` and `too-many-connections`.
 */
export const PROTOCOL_CURRENT = 2;
export const PROTOCOL_FLOOR = 1;
/** Clients from this version on acknowledge heads when the welcome names a pace; older ones are judged by their queue alone. */
export const ACKNOWLEDGES_FROM = 2;
/** Clients from this version on move when `connection-moving` says so; older ones are told with `connection-closing`. */
export const MOVES_FROM = 2;
