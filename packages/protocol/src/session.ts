/** How a connection begins: the hello travels in the connection's `auth`, the welcome is the first event back. */
import * as z from 'zod/mini';
import { roomChanged } from './events/room-changed.ts';
import { authorTag, commentId, roomSlug } from './ids.ts';
import { TITLE_MAX_CODE_POINTS, TOKEN_MAX_CHARS } from './limits.ts';
import { order } from './order.ts';
import { position } from './position.ts';
import { page } from './requests/read-page.ts';
import { ownerFact } from './rows.ts';

export const hello = z.strictObject({
  /** The client's protocol version; below the server's floor it is refused with `too-old`. */
  protocol: z.int().check(z.minimum(1)),
  room: roomSlug,
  /** Order of the top level for the first page. */
  order,
  /** Comment that the first page must show (a permalink, or the reader's anchor after a reset). */
  around: z.optional(commentId),
  /** Present in every hello of someone who has a token. */
  token: z.optional(z.string().check(z.maxLength(TOKEN_MAX_CHARS))),
  /** Where the client is, when it already holds a part of the room. */
  resume: z.optional(position),
  /** Title for a room that its first comment will make. */
  title: z.optional(z.string().check(z.minLength(1), z.maxLength(TITLE_MAX_CODE_POINTS * 2))),
});
export type Hello = z.infer<typeof hello>;

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
});
export type Welcome = z.infer<typeof welcome>;
