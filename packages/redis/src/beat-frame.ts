/** Signs of life as bytes: small JSON, two a second and instance. */
import type { RoomHead } from '@parley/engine';
import { epoch, rev, roomSlug } from '@parley/protocol';
import * as z from 'zod/mini';
import { parsed } from './frame.ts';
import { INSTANCE_ID_CHARS } from './instance-id.ts';

/** Heads in one beat, some 40 KB; more rooms than that go in several. */
const BEAT_MAX_HEADS = 500;

const beat = z.object({
  instance: z.string().check(z.length(INSTANCE_ID_CHARS), z.regex(/^[0-9a-f]+$/)),
  mark: z.number(),
  last: z.optional(z.boolean()),
  heads: z.array(z.object({ room: roomSlug, epoch, to: rev })).check(z.maxLength(BEAT_MAX_HEADS)),
});
export type BeatFrame = z.infer<typeof beat>;

/** One frame or, with many heads, several; at least one. `last`: the sender stops. */
export function encodeBeats(instance: string, heads: readonly RoomHead[], mark: number, last = false): string[] {
  const frames: string[] = [];
  for (let at = 0; at === 0 || at < heads.length; at += BEAT_MAX_HEADS) {
    frames.push(JSON.stringify({ instance, mark, ...(last && { last }), heads: heads.slice(at, at + BEAT_MAX_HEADS) }));
  }
  return frames;
}

/** What the bytes say; undefined when they are no beat. */
export function decodeBeat(bytes: Buffer): BeatFrame | undefined {
  const read = beat.safeParse(parsed(bytes.toString('utf8')));
  return read.success ? read.data : undefined;
}
