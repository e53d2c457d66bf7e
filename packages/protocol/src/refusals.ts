/** Why something was not done and what the asker can do. One table drives the client's behaviour. */
import * as z from 'zod/mini';
import { BODY_MAX_BYTES } from './limits.ts';

/**
 * What to do next:
 * `retry` the same again later · `fix` change the input · `sign-in` get a new token, then the same again ·
 * `slow-down` the same again after `retryAfterMs` · `gone` never again, the thing is not there · `reload` this client is too old.
 */
export type RefusalClass = 'retry' | 'fix' | 'sign-in' | 'slow-down' | 'gone' | 'reload';

/** Class of every refusal. Advice in words stands in refusal-advice.ts; a page shows its own terms by code. */
export const REFUSALS = {
  malformed: 'fix',
  'unknown-command': 'fix',
  'too-large': 'fix',
  'text-empty': 'fix',
  'text-too-long': 'fix',
  'text-not-allowed': 'fix',
  'name-not-allowed': 'fix',
  'id-taken': 'fix',
  'edited-elsewhere': 'fix',
  'own-comment': 'fix',
  'not-yours': 'fix',
  'too-deep': 'fix',
  'not-found': 'gone',
  gone: 'gone',
  'no-such-room': 'gone',
  'room-locked': 'gone',
  banned: 'gone',
  'origin-not-allowed': 'gone',
  'sign-in-needed': 'sign-in',
  'token-not-valid': 'sign-in',
  'slow-down': 'slow-down',
  'too-many-in-flight': 'slow-down',
  'too-many-connections': 'slow-down',
  overloaded: 'retry',
  'store-unavailable': 'retry',
  'resync-later': 'retry',
  'going-away': 'retry',
  internal: 'retry',
  'too-old': 'reload',
} as const satisfies Record<string, RefusalClass>;

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
  return { code, class: REFUSALS[code], ...details };
}

/** The typed result of everything that can be refused. */
export type Result<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly refusal: Refusal };

export const done = <T>(value: T): Result<T> => ({ ok: true, value });
export const refused = (code: RefusalCode, details?: Omit<Refusal, 'code' | 'class'>): { ok: false; refusal: Refusal } => ({
  ok: false,
  refusal: refuse(code, details),
});
