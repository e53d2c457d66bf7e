/** External names of a file and the ids they become. */
import type { AuthorTag, CommentId, PersonId, RoomSlug } from '@parley/protocol';
import type { ThreadComment, ThreadFile } from '@parley/protocol/thread-file';

/** Names derived from external ones, the same for the same input. Given by the composer: hashing is a vendor's work. */
export interface ImportNames {
  commentId(room: RoomSlug, externalId: string): CommentId;
  personId(room: RoomSlug, externalId: string): PersonId;
  authorTag(room: RoomSlug, externalId: string): AuthorTag;
}

/** An external name that a store keeps for the export. The id is a comment's id, an author's tag or a voter's person id. */
export interface ExternalName {
  readonly kind: 'comment' | 'author' | 'voter';
  readonly id: string;
  readonly external: string;
}

/**
 * Begins the names under which an export lists voters who are people of this server: their ids are nobody's business. Such a vote
 * is imported together with its comment only, else the own export of a room would double the votes that stand in it.
 */
export const UNNAMED_VOTER = 'parley:';

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** The id of a file's comment. A UUID is one already: an exported comment keeps its links, and its own room knows it again. */
export function commentIdOf(room: RoomSlug, names: ImportNames, externalId: string): CommentId {
  return uuid.test(externalId) ? (externalId as CommentId) : names.commentId(room, externalId);
}

/** How readers know a file's author: two comments have one author when they name one id, or without ids one name. */
export function authorTagOf(room: RoomSlug, names: ImportNames, author: ThreadComment['author']): AuthorTag | null {
  if (author?.id !== undefined) return names.authorTag(room, author.id);
  return typeof author?.name === 'string' ? names.authorTag(room, `name:${author.name}`) : null;
}

/** What a store must have read before an import is planned. */
export interface ImportNeeds {
  readonly comments: readonly CommentId[];
  readonly votes: readonly { readonly comment: CommentId; readonly person: PersonId }[];
}

export function importNeeds(file: ThreadFile, names: ImportNames): ImportNeeds {
  const { slug } = file.room;
  return {
    comments: file.comments.map(({ id }) => commentIdOf(slug, names, id)),
    votes: (file.votes ?? []).map(({ commentId, voter }) => ({
      comment: commentIdOf(slug, names, commentId),
      person: names.personId(slug, voter),
    })),
  };
}
