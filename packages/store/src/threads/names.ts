/** The names an import needs, computed before the file goes to the worker: functions cannot be sent. */
import type { ImportNames } from '@parley/engine';
import type { AuthorTag, CommentId, PersonId } from '@parley/protocol';
import type { ThreadFile } from '@parley/protocol/thread-file';

export interface ComputedNames {
  readonly comments: ReadonlyMap<string, CommentId>;
  readonly persons: ReadonlyMap<string, PersonId>;
  readonly authors: ReadonlyMap<string, AuthorTag>;
}

/** Stands before the name of an author without an id, as `authorTagOf` of the model has it. */
const BY_NAME = 'name:';

export function computeNames({ room, comments, votes = [] }: ThreadFile, names: ImportNames): ComputedNames {
  const { slug } = room;
  const commentIds = [
    ...comments.flatMap(({ id, parentId }) => (parentId === null ? [id] : [id, parentId])),
    ...votes.map(({ commentId }) => commentId),
  ];
  const authors = comments.flatMap(({ author }) => [
    ...(author?.id === undefined ? [] : [author.id]),
    ...(typeof author?.name === 'string' ? [BY_NAME + author.name] : []),
  ]);
  return {
    comments: new Map(commentIds.map((id) => [id, names.commentId(slug, id)])),
    persons: new Map(votes.map(({ voter }) => [voter, names.personId(slug, voter)])),
    authors: new Map(authors.map((author) => [author, names.authorTag(slug, author)])),
  };
}

function known<T>(names: ReadonlyMap<string, T>, external: string): T {
  const name = names.get(external);
  if (name === undefined) throw new Error(`No name was computed for ${external}.`);
  return name;
}

/** The same names as functions again. */
export function namesFrom({ comments, persons, authors }: ComputedNames): ImportNames {
  return {
    commentId: (_room, external) => known(comments, external),
    personId: (_room, external) => known(persons, external),
    authorTag: (_room, external) => known(authors, external),
  };
}
