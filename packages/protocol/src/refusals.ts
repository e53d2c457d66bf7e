/** Why something was not done and what the asker can do. One table drives the client's behaviour and the words shown. */
import * as z from 'zod/mini';
import { BODY_MAX_BYTES } from './limits.ts';

/**
 * What to do next:
 * `retry` the same again later · `fix` change the input · `sign-in` get a new token, then the same again ·
 * `slow-down` the same again after `retryAfterMs` · `gone` never again, the thing is not there · `reload` this client is too old.
 */
export type RefusalClass = 'retry' | 'fix' | 'sign-in' | 'slow-down' | 'gone' | 'reload';

/** Class and plain advice of every refusal. The words are for logs and tools; a page shows its own terms by code. */
export const REFUSALS = {
  malformed: ['fix', 'The message does not have the form this server understands.'],
  'unknown-command': ['fix', 'This server knows no such command.'],
  'too-large': ['fix', 'The message is larger than this server accepts.'],
  'text-empty': ['fix', 'Write something that can be seen.'],
  'text-too-long': ['fix', 'Shorten the text.'],
  'text-not-allowed': ['fix', 'The text has characters that cannot be kept, such as NUL.'],
  'name-not-allowed': ['fix', 'Choose a shorter name without invisible or direction-changing characters.'],
  'id-taken': ['fix', 'This id names another comment: make a new one.'],
  'edited-elsewhere': ['fix', 'The comment was edited meanwhile: look at its current text and edit again.'],
  'own-comment': ['fix', 'People do not vote on their own comments.'],
  'not-yours': ['fix', 'Only its author may do this.'],
  'too-deep': ['fix', 'Reply further up: this thread is nested as deeply as it can be.'],
  'not-found': ['gone', 'There is no such comment in this room.'],
  gone: ['gone', 'The comment was deleted or removed.'],
  'no-such-room': ['gone', 'There is no such room.'],
  'room-locked': ['gone', 'The discussion is closed; reading goes on.'],
  banned: ['gone', 'You may not write in this room.'],
  'origin-not-allowed': ['gone', 'This page may not embed discussions of this server.'],
  'sign-in-needed': ['sign-in', 'Writing needs a token.'],
  'token-not-valid': ['sign-in', 'The token is not valid here: ask for a new one.'],
  'slow-down': ['slow-down', 'Too many at once: wait a moment.'],
  'too-many-in-flight': ['slow-down', 'Wait for earlier answers first.'],
  overloaded: ['retry', 'The server has more to do than it can: try again shortly.'],
  'store-unavailable': ['retry', 'Nothing can be stored right now: try again shortly.'],
  'going-away': ['retry', 'This server is stopping: connect again.'],
  internal: ['retry', 'Something went wrong on the server.'],
  'too-old': ['reload', 'This client speaks an older protocol: reload the page.'],
} as const satisfies Record<string, readonly [RefusalClass, string]>;

export type RefusalCode = keyof typeof REFUSALS;

/** A refusal on the wire. `class` is sent along so that a client can act on a code it does not know. */
export const refusal = z.object({
  code: z.string().check(z.maxLength(40)),
  class: z.enum(['retry', 'fix', 'sign-in', 'slow-down', 'gone', 'reload']),
  /** Which field is at fault, as a path. */
  field: z.optional(z.string().check(z.maxLength(100))),
  /** `slow-down`: earliest time for the next try, in ms from now. */
  retryAfterMs: z.optional(z.int().check(z.minimum(0))),
  /** `edited-elsewhere`: what the comment says now. */
  current: z.optional(z.object({ body: z.string().check(z.maxLength(BODY_MAX_BYTES)), editCount: z.int() })),
});
export type Refusal = z.infer<typeof refusal>;

/** Makes a refusal of a known code. */
export function refuse(code: RefusalCode, details: Omit<Refusal, 'code' | 'class'> = {}): Refusal {
  return { code, class: REFUSALS[code][0], ...details };
}

/** The typed result of everything that can be refused. */
export type Result<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly refusal: Refusal };

export const done = <T>(value: T): Result<T> => ({ ok: true, value });
export const refused = (code: RefusalCode, details?: Omit<Refusal, 'code' | 'class'>): { ok: false; refusal: Refusal } => ({
  ok: false,
  refusal: refuse(code, details),
});
