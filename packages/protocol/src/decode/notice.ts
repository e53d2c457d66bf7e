import type * as z from 'zod/mini';
import { NOTICES, type Notice } from '../notices/index.ts';
import { type Result, refused } from '../refusals.ts';
import { parse } from './parse.ts';

// A map, so that a name like `__proto__` or `constructor` finds nothing.
const notices = new Map<string, z.ZodMiniType>(Object.entries(NOTICES));

/** Decodes an upstream notice, as strictly as a command. */
export function decodeNotice(kind: string, input: unknown): Result<Notice> {
  const schema = notices.get(kind);
  if (!schema) return refused('unknown-command');
  const parsed = parse<object>(schema, input);
  return parsed.ok ? { ok: true, value: { ...parsed.value, kind } as Notice } : parsed;
}
