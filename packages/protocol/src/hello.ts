/** How a connection begins: the hello travels in the connection's `auth`; the first event back is the welcome. */
import * as z from 'zod/mini';
import { commentId, roomSlug } from './ids.ts';
import { TITLE_MAX_CODE_POINTS, TOKEN_MAX_CHARS } from './limits.ts';
import { order } from './order.ts';
import { position } from './position.ts';

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
