/** Names derived from the external ones of an imported file: the same input always gives the same name. */
import { createHash } from 'node:crypto';
import type { ImportNames } from '@parley/engine';
import type { AuthorTag, CommentId, PersonId, RoomSlug } from '@parley/protocol';

/** NUL separates: it stands in no slug, so no two inputs run together. */
const hash = (kind: string, room: RoomSlug, externalId: string): Buffer =>
  createHash('sha256').update(`parley ${kind}\u0000${room}\u0000${externalId}`).digest();

/** A UUID of version 8 (RFC 9562, 5.8): 122 bits of the hash, version and variant set. */
function uuidV8(bytes: Buffer): string {
  const id = Buffer.from(bytes.subarray(0, 16));
  id[6] = ((id[6] ?? 0) & 0x0f) | 0x80;
  id[8] = ((id[8] ?? 0) & 0x3f) | 0x80;
  return id.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

const short = (bytes: Buffer): string => bytes.subarray(0, 16).toString('base64url');

/** By SHA-256: the same room and external id give the same name on every machine. */
export const importNames: ImportNames = {
  commentId: (room, externalId) => uuidV8(hash('comment', room, externalId)) as CommentId,
  // `i:` is no guest's prefix: nobody can sign in as an imported person.
  personId: (room, externalId) => `i:${short(hash('person', room, externalId))}` as PersonId,
  authorTag: (room, externalId) => short(hash('author', room, externalId)) as AuthorTag,
};
