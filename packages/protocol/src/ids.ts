/**
 * Names of things on the wire. Branded, so that a comment's id can never be handed where a command's id is meant;
 * a brand is given by decoding (or by a store reading its own rows), never by hand in the middle of a path.
 */
import * as z from 'zod/mini';

/** The brand exists for the compiler alone. */
export type Branded<Name extends string> = string & { readonly brand: Name };

/** A room's public name in addresses: lower-case letters, digits, `-`, `_`, `.`; 1 to 120 characters. */
export type RoomSlug = Branded<'RoomSlug'>;
/** A comment's id: a UUID in lower case, made by the client (version 7) or derived from an imported id (version 8). */
export type CommentId = Branded<'CommentId'>;
/** One attempt of a person to change something; the same attempt keeps its id through every retry. UUID. */
export type CommandId = Branded<'CommandId'>;
/** Who acts, as the server knows them. Never leaves the server. */
export type PersonId = Branded<'PersonId'>;
/** Who wrote, as a room's readers may know them: a keyed hash of person and room, 22 characters of base64url. */
export type AuthorTag = Branded<'AuthorTag'>;
/** Names one history of a store; a revision means nothing without it. */
export type Epoch = Branded<'Epoch'>;
/** Count of changes of a room, from 1; 0 is "before everything". */
export type Rev = number;
/** Milliseconds since 1970-01-01 UTC. */
export type Millis = number;

const text = <Name extends string>(pattern: RegExp, max: number) =>
  z.string().check(z.maxLength(max), z.regex(pattern)) as unknown as z.ZodMiniType<Branded<Name>, Branded<Name>>;

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

export const roomSlug = text<'RoomSlug'>(/^[a-z0-9][a-z0-9._-]*$/, 120);
export const commentId = text<'CommentId'>(uuid, 36);
export const commandId = text<'CommandId'>(uuid, 36);
export const personId = text<'PersonId'>(/^[A-Za-z0-9:_-]+$/, 64);
export const authorTag = text<'AuthorTag'>(/^[A-Za-z0-9_-]+$/, 64);
export const epoch = text<'Epoch'>(/^[A-Za-z0-9_-]+$/, 64);
export const rev = z.int().check(z.minimum(0));
export const millis = z.int().check(z.minimum(0));
