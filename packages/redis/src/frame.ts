/**
 * One message of the bus as bytes: a fixed header, readable without parsing anything, and the content as JSON behind it.
 *
 *     0       layout of the header: 1
 *     1       form of the content: 0 none, 1 JSON of rows and own facts; a higher one is a later version's
 *     2..17   sender, 16 ASCII characters
 *     18..25  to, a double
 *     26      length of the epoch, bytes; 27: length of the room's slug
 *     28..    epoch, slug, content
 *
 * The header's layout stays; a new form of content is a new number, and who cannot read it still has the head.
 */
import type { BusMessage, BusNews, RoomHead } from '@parley/engine';
import { epoch as epochSchema, ownerFact, personId, rev, roomChanged, roomSlug } from '@parley/protocol';
import * as z from 'zod/mini';
import { INSTANCE_ID_CHARS } from './instance-id.ts';

const LAYOUT = 1;
const NO_CONTENT = 0;
const JSON_CONTENT = 1;
const HEADER_BYTES = 28;
const TO_AT = 2 + INSTANCE_ID_CHARS;

/**
 * Content above this many bytes stays at home. Redis closes a subscriber that is megabytes behind, and a commit this large is
 * read from the store once per instance all the same.
 */
export const CONTENT_MAX_BYTES = 65_536;

const content = z.object({
  rows: roomChanged,
  mine: z.array(z.object({ person: personId, facts: z.array(ownerFact) })),
});

/** What the header alone says. */
export interface FrameHeader {
  readonly sender: string;
  readonly head: RoomHead;
}

interface ReadHeader extends FrameHeader {
  readonly form: number;
  readonly contentAt: number;
}

/** The bytes of a message; above the bound those of its head alone. `sender` has 16 ASCII characters. */
export function encodeFrame(sender: string, { room, rows, mine }: BusMessage): Buffer {
  const text = JSON.stringify({ rows, mine });
  // A character has at least one byte and at most three: only near the bound they have to be counted.
  const fits = text.length <= CONTENT_MAX_BYTES && Buffer.byteLength(text) <= CONTENT_MAX_BYTES;
  const body = Buffer.from(fits ? rows.epoch + room + text : rows.epoch + room);
  const header = Buffer.alloc(HEADER_BYTES);
  header[0] = LAYOUT;
  header[1] = fits ? JSON_CONTENT : NO_CONTENT;
  header.write(sender, 2, INSTANCE_ID_CHARS, 'latin1');
  header.writeDoubleBE(rows.to, TO_AT);
  header[26] = rows.epoch.length;
  header[27] = room.length;
  return Buffer.concat([header, body]);
}

/** Whether these bytes come from that sender; reads no more than that. */
export const isFrom = (bytes: Buffer, sender: string): boolean =>
  bytes.length >= HEADER_BYTES && bytes[0] === LAYOUT && bytes.toString('latin1', 2, TO_AT) === sender;

function readHeader(bytes: Buffer): ReadHeader | undefined {
  if (bytes.length < HEADER_BYTES || bytes[0] !== LAYOUT) return undefined;
  const slugAt = HEADER_BYTES + (bytes[26] ?? 0);
  const contentAt = slugAt + (bytes[27] ?? 0);
  if (contentAt > bytes.length) return undefined;
  const room = roomSlug.safeParse(bytes.toString('latin1', slugAt, contentAt));
  const epoch = epochSchema.safeParse(bytes.toString('latin1', HEADER_BYTES, slugAt));
  const to = rev.safeParse(bytes.readDoubleBE(TO_AT));
  if (!room.success || !epoch.success || !to.success) return undefined;
  const head = { room: room.data, epoch: epoch.data, to: to.data };
  return { sender: bytes.toString('latin1', 2, TO_AT), head, form: bytes[1] ?? NO_CONTENT, contentAt };
}

/** What the bytes say; undefined when they are none of ours. Content that cannot be read leaves the head: the store has the rest. */
export function decodeFrame(bytes: Buffer): BusNews | undefined {
  const header = readHeader(bytes);
  if (!header || header.form !== JSON_CONTENT) return header?.head;
  const { head } = header;
  const read = content.safeParse(parsed(bytes.toString('utf8', header.contentAt)));
  if (!read.success || read.data.rows.epoch !== head.epoch || read.data.rows.to !== head.to) return head;
  return { room: head.room, ...read.data };
}

/** JSON or nothing. */
export function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
