/** The parts of a comment as a command makes them: the same where it is decided and where a writer sees it before that. */
import type { Author, CommentId, ContentPart, Millis, PostComment, Rev, TallyPart } from '@parley/protocol';
import { bestOf } from './order-keys.ts';

/** Where a new comment comes from and when; `parent` undefined at the top level, or where it is not known here. */
export interface NewContent {
  readonly command: Pick<PostComment, 'comment' | 'parent' | 'body' | 'name'>;
  readonly parent: ContentPart | undefined;
  readonly tag: Author['tag'];
  readonly createdAt: Millis;
  readonly rev: Rev;
}

/** The content of a comment that was just written. */
export function newContent({ command, parent, tag, createdAt, rev }: NewContent): ContentPart {
  return {
    id: command.comment,
    parent: command.parent,
    root: parent?.root ?? command.parent ?? command.comment,
    depth: command.parent === null ? 0 : (parent?.depth ?? 0) + 1,
    born: rev,
    author: { tag, name: command.name },
    body: command.body,
    createdAt,
    editedAt: null,
    editCount: 0,
    status: 'visible',
    contentRev: rev,
  };
}

/** The tally of a comment that nobody has voted on or answered. */
export function newTally(id: CommentId, rev: Rev): TallyPart {
  return { id, up: 0, down: 0, replyCount: 0, best: bestOf(0, 0), tallyRev: rev };
}

/** The placeholder of a comment: no text, no name, no trace of edits. Place, times of writing, replies and votes stay. */
export function placeholder(content: ContentPart, status: 'deleted' | 'removed', rev: Rev): ContentPart {
  const author = { tag: content.author.tag, name: null };
  return { ...content, author, body: '', editedAt: null, editCount: 0, status, contentRev: rev };
}
