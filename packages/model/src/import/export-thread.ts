/** A whole room as a `parley.thread/1` file. */
import type { CommentId, Millis, PersonId } from '@parley/protocol';
import type { ThreadComment, ThreadFile } from '@parley/protocol/thread-file';
import type { RoomRecord, StoredComment, StoredRevision, StoredVote } from '../records.ts';
import { type ExternalName, UNNAMED_VOTER } from './names.ts';
import { threadOrder } from './thread-order.ts';

/** All rows of one room, in any order, and the external names that an import left with them. */
export interface ThreadRows {
  readonly room: RoomRecord;
  readonly comments: readonly StoredComment[];
  readonly votes: readonly StoredVote[];
  readonly revisions: readonly StoredRevision[];
  externalOf(kind: ExternalName['kind'], id: string): string | undefined;
}

const iso = (time: Millis): string => new Date(time).toISOString();

/** Groups in the order given. */
function groupBy<Item>(items: readonly Item[], keyOf: (item: Item) => CommentId): Map<CommentId, Item[]> {
  const groups = new Map<CommentId, Item[]>();
  for (const item of items) {
    const known = groups.get(keyOf(item));
    if (known) known.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return groups;
}

/** Authors of this server appear by their tag in the room, never by their person's id; imported ones as they came. */
function authorOf({ content, person }: StoredComment, rows: ThreadRows): ThreadComment['author'] {
  const { tag, name } = content.author;
  if (tag === null) return null;
  const external = rows.externalOf('author', tag);
  const byName = external === undefined && person === null && name !== null;
  return { ...(name !== null && { name }), ...(!byName && { id: external ?? tag }) };
}

function exportComment(row: StoredComment, revisions: readonly StoredRevision[], rows: ThreadRows): ThreadComment {
  const { content } = row;
  const nameOf = (id: CommentId) => rows.externalOf('comment', id) ?? id;
  const isVisible = content.status === 'visible';
  return {
    id: nameOf(content.id),
    parentId: content.parent === null ? null : nameOf(content.parent),
    author: authorOf(row, rows),
    body: content.body,
    createdAt: iso(content.createdAt),
    ...(isVisible && content.editedAt !== null && { editedAt: iso(content.editedAt) }),
    ...(isVisible &&
      revisions.length > 0 && {
        revisions: [...revisions]
          .sort((a, b) => a.number - b.number)
          .map(({ body, writtenAt, replacedAt, replies }) => ({
            body,
            writtenAt: writtenAt === null ? null : iso(writtenAt),
            replacedAt: iso(replacedAt),
            replies,
          })),
      }),
    ...(content.status === 'deleted' && { deleted: true }),
    ...(content.status === 'removed' && { removed: true }),
  };
}

/** Names voters as they came, and people of this server by numbers that no other voter of the file has. */
function voterNames(votes: readonly StoredVote[], rows: ThreadRows): (person: PersonId) => string {
  const names = new Map<PersonId, string>();
  const taken = new Set<string>();
  for (const { person } of votes) {
    const external = rows.externalOf('voter', person);
    if (external === undefined) continue;
    names.set(person, external);
    taken.add(external);
  }
  let number = 0;
  const unusedName = () => {
    do number += 1;
    while (taken.has(`${UNNAMED_VOTER}${number}`));
    return `${UNNAMED_VOTER}${number}`;
  };
  return (person) => {
    const name = names.get(person) ?? unusedName();
    names.set(person, name);
    return name;
  };
}

/**
 * The room as a file: comments in `threadOrder`, votes by comment and revision. Importing it into an empty store and exporting
 * again gives the same file. Withdrawn votes, bans and earlier texts of deleted comments are not in it.
 */
export function exportThread(rows: ThreadRows): ThreadFile {
  const { slug, title, article, status, listed } = rows.room;
  const born = [...rows.comments].sort((a, b) => a.content.born - b.content.born);
  const ordered = threadOrder(
    born.map((row) => ({ id: row.content.id, parent: row.content.parent, createdAt: row.content.createdAt, row })),
  );
  const standing = rows.votes.filter((vote) => vote.value !== 0).sort((a, b) => a.rev - b.rev);
  const votesOf = groupBy(standing, (vote) => vote.comment);
  const revisionsOf = groupBy(rows.revisions, (revision) => revision.comment);
  const nameOf = voterNames(standing, rows);
  return {
    format: 'parley.thread/1',
    room: { slug, title, article: [...article.paragraphs], links: [...article.links], status, listed },
    comments: ordered.map(({ id, row }) => exportComment(row, revisionsOf.get(id) ?? [], rows)),
    votes: ordered.flatMap(({ id }) =>
      (votesOf.get(id) ?? []).map(({ comment, person, value }) => ({
        commentId: rows.externalOf('comment', comment) ?? comment,
        voter: nameOf(person),
        value: value === 1 ? (1 as const) : (-1 as const),
      })),
    ),
  };
}
