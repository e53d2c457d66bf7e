import type * as z from 'zod/mini';
import { type Result, refused } from '../refusals.ts';
import { REQUESTS, type Request } from '../requests/index.ts';
import { parse } from './parse.ts';

// A map, so that a name like `__proto__` or `constructor` finds nothing.
const requests = new Map<string, z.ZodMiniType>(Object.entries(REQUESTS));

/** Decodes an upstream request, as strictly as a command. */
export function decodeRequest(kind: string, input: unknown): Result<Request> {
  const schema = requests.get(kind);
  if (!schema) return refused('unknown-command');
  const parsed = parse<object>(schema, input);
  return parsed.ok ? { ok: true, value: { ...parsed.value, kind } as Request } : parsed;
}
