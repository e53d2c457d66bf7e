/** The first event of a connection: all that a viewer needs to begin or to go on. */
import * as z from 'zod/mini';
import { roomChanged } from './events/room-changed.ts';
import { authorTag } from './ids.ts';
import { page } from './requests/page.ts';
import { ownerFact } from './rows.ts';

/**
 * `catch-up`: all that changed since the client's position (its owner facts first). `snapshot`: a first page; a client that held
 * windows replaces them by it and reads its other open lists again.
 */
export const start = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('catch-up'), mine: z.array(ownerFact), frame: roomChanged }),
  z.object({ kind: z.literal('snapshot'), page }),
]);
export type Start = z.infer<typeof start>;

export const welcome = z.object({
  protocol: z.int(),
  /** How this room's readers know me; null without a token, or with one that is not valid (then `tokenRefused`). */
  me: z.nullable(authorTag),
  tokenRefused: z.optional(z.boolean()),
  /** False until the first comment makes the room. */
  exists: z.boolean(),
  start,
  /** People watching now. */
  watching: z.int().check(z.minimum(0)),
  /** The server's time, for relative times on a machine whose clock is off. */
  now: z.int(),
  /** After a lost connection, wait a random time inside this window before the first try, in ms. */
  retryWindowMs: z.int().check(z.minimum(0)),
  /** About how long from one `acknowledge-head` to the next, in ms; absent where a server (version 1) wants none. */
  acknowledgeEveryMs: z.optional(z.int().check(z.minimum(1))),
});
export type Welcome = z.infer<typeof welcome>;
