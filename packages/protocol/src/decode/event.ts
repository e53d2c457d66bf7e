import type * as z from 'zod/mini';
import { EVENTS, type Event } from '../events/index.ts';
import type { Result } from '../refusals.ts';
import { parse } from './parse.ts';

// A map, so that a name like `__proto__` or `constructor` finds nothing.
const events = new Map<string, z.ZodMiniType>(Object.entries(EVENTS));

/** Decodes a downstream event on a client. Unknown kinds give undefined: a newer server may say more than we know. */
export function decodeEvent(kind: string, input: unknown): Result<Event> | undefined {
  const schema = events.get(kind);
  if (!schema) return undefined;
  const parsed = parse<never>(schema, input);
  return parsed.ok ? { ok: true, value: { kind, payload: parsed.value } as Event } : parsed;
}
