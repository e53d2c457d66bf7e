import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { COMMANDS, commandDone } from './commands/index.ts';
import { EVENTS } from './events/index.ts';
import { hello } from './hello.ts';
import { guestToken, roomList, roomSnapshot } from './http.ts';
import { NOTICES } from './notices/index.ts';
import { refusal } from './refusals.ts';
import { REQUEST_ANSWERS, REQUESTS } from './requests/index.ts';
import pinned from './schema-hash.json' with { type: 'json' };
import { PROTOCOL_CURRENT, PROTOCOL_FLOOR } from './version.ts';

/** All that crosses the wire, by name. */
const wire: Record<string, z.ZodMiniType> = {
  hello,
  refusal,
  'command-done': commandDone,
  ...prefixed('command', COMMANDS),
  ...prefixed('request', REQUESTS),
  ...prefixed('notice', NOTICES),
  ...prefixed('answer', REQUEST_ANSWERS),
  ...prefixed('event', EVENTS),
  ...prefixed('http', { roomList, roomSnapshot, guestToken }),
};

function prefixed(prefix: string, schemas: Record<string, z.ZodMiniType>): Record<string, z.ZodMiniType> {
  return Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [`${prefix} ${name}`, schema]));
}

/** The same for the same schemas, in whatever order they stand. */
function hashOf(schemas: Record<string, z.ZodMiniType>): string {
  const text = Object.keys(schemas)
    .sort()
    .map((name) => `${name} ${JSON.stringify(z.toJSONSchema(schemas[name] as z.ZodMiniType, { io: 'input' }))}`)
    .join('\n');
  return createHash('sha256').update(text).digest('hex');
}

describe('the protocol’s version', () => {
  it('REF-5 the schemas are the ones that are pinned to this version', () => {
    const hash = hashOf(wire);
    const advice =
      `The wire changed. Where version ${PROTOCOL_CURRENT} is in use anywhere: raise PROTOCOL_CURRENT in version.ts, say there in one ` +
      `line what changed, raise PROTOCOL_FLOOR if older clients no longer understand this server. Then write into ` +
      `schema-hash.json, for the current version: "${hash}"`;
    expect(Reflect.get(pinned, String(PROTOCOL_CURRENT)), advice).toBe(hash);
  });

  it('REF-5 every version from the floor on has its hash, none twice', () => {
    const versions = Object.keys(pinned).map(Number);
    for (let version = PROTOCOL_FLOOR; version <= PROTOCOL_CURRENT; version += 1) expect(versions).toContain(version);
    expect(new Set(Object.values(pinned)).size).toBe(versions.length);
  });

  it('REF-5 a bound, a key or a name more changes the hash', () => {
    const one = z.strictObject({ a: z.string().check(z.maxLength(5)) });
    const before = hashOf({ one });
    expect(hashOf({ one: z.strictObject({ a: z.string().check(z.maxLength(6)) }) })).not.toBe(before);
    expect(hashOf({ one: z.strictObject({ a: z.string().check(z.maxLength(5)), b: z.optional(z.string()) }) })).not.toBe(before);
    expect(hashOf({ one: z.object({ a: z.string().check(z.maxLength(5)) }) })).not.toBe(before);
    expect(hashOf({ two: one })).not.toBe(before);
  });
});
