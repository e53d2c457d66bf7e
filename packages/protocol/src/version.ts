/**
 * The protocol's version. Raise CURRENT with every change of a schema that crosses the wire and add a line here; the test beside
 * this file pins the hash of all schemas to it. FLOOR is the oldest client that still understands this server.
 *
 * 1: comments with two parts, votes, pages, catch-up by revision.
 */
export const PROTOCOL_CURRENT = 1;
export const PROTOCOL_FLOOR = 1;
