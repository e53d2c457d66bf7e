/** Thread files made in tests, and the names that an import derives from them. */
import type { AuthorTag, CommentId, PersonId, RoomSlug } from '@parley/protocol';
import type { ThreadComment, ThreadFile } from '@parley/protocol/thread-file';
import { type ExistingRows, exportThread, type ImportNames, planImport } from '../src/index.ts';
import { TestRoom } from './test-room.ts';

export const names: ImportNames = {
  commentId: (room, external) => `id(${room},${external})` as CommentId,
  personId: (room, external) => `import:(${room},${external})` as PersonId,
  authorTag: (room, external) => `tag(${room},${external})` as AuthorTag,
};
export const slug = 'thread' as RoomSlug;
export const idOf = (external: string): CommentId => names.commentId(slug, external);

export const entry = (id: string, more: Partial<ThreadComment> = {}): ThreadComment => ({
  id,
  parentId: null,
  author: null,
  body: `text of ${id}`,
  createdAt: '2020-01-01T00:00:00Z',
  ...more,
});
export const fileOf = (comments: ThreadComment[], more: Partial<ThreadFile> = {}): ThreadFile => ({
  format: 'parley.thread/1',
  room: { slug, title: 'A thread' },
  comments,
  ...more,
});

/** A store of one room as far as imports and exports need one. */
export class ImportRoom extends TestRoom {
  override readonly slug = slug;
  readonly externals = new Map<string, string>();

  existing(): ExistingRows {
    return { room: this.room, comments: this.comments, votes: [...this.votes.values()] };
  }

  /** Imports and says what was added, or throws with the faults. */
  import(file: ThreadFile): { comments: number; votes: number; room: boolean } {
    const plan = planImport(file, names, this.existing());
    if (!plan.ok) throw new Error(JSON.stringify(plan.faults));
    this.write(plan.changes);
    for (const { kind, id, external } of plan.externals) this.externals.set(`${kind} ${id}`, external);
    return plan.added;
  }

  export(): ThreadFile {
    if (!this.room) throw new Error('There is no room to export.');
    return exportThread({
      room: this.room,
      comments: [...this.comments.values()],
      votes: [...this.votes.values()],
      revisions: this.revisions,
      externalOf: (kind, id) => this.externals.get(`${kind} ${id}`),
    });
  }
}
