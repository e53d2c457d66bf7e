import type * as z from 'zod/mini';
import { type Result, refused } from '../refusals.ts';

/** Runs a schema; a fault names its field. Never throws. */
export function parse<T>(schema: z.ZodMiniType, input: unknown): Result<T> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return { ok: true, value: parsed.data as T };
  const field = parsed.error.issues[0]?.path.map(String).join('.').slice(0, 100);
  return refused('malformed', field ? { field } : {});
}
