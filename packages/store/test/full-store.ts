/** A store in which something of every kind was done. */
import { type Bench, guest, idOf, keeper, names } from '@parley/engine/contract';
import type { CommentId, RoomSlug } from '@parley/protocol';
import type { ThreadFile } from '@parley/protocol/thread-file';

export const ann = guest('ann');
export const bob = guest('bob');
const cy = guest('cy');

/** A room with an article, a text edited before it came, an author and voters of elsewhere, a placeholder. */
const FILE: ThreadFile = {
  format: 'parley.thread/1',
  room: { slug: 'from-elsewhere' as RoomSlug, title: 'From elsewhere', article: ['It began so.'], links: [{ text: 'via' }] },
  comments: [
    { id: 'e-1', parentId: null, author: { name: 'Ida', id: 'ida' }, body: 'An old one.', createdAt: '2020-05-04T10:00:00Z' },
    {
      id: 'e-2',
      parentId: 'e-1',
      author: { name: 'Jo' },
      body: 'Tilt it faster!',
      createdAt: '2020-05-04T10:03:00Z',
      editedAt: '2020-05-04T10:08:00Z',
      revisions: [{ body: 'Tilt it.', writtenAt: '2020-05-04T10:03:00Z', replacedAt: '2020-05-04T10:08:00Z', replies: 0 }],
    },
    { id: 'e-3', parentId: null, author: { name: null }, body: '', createdAt: '2020-05-04T10:04:00Z', deleted: true },
  ],
  votes: [{ commentId: 'e-1', voter: 'r-1', value: 1 }],
};

/** Comments of the bench's room that tests name. */
export interface Filled {
  /** Top-level, voted on by bob and cy, edited twice, with a reply. */
  readonly busy: CommentId;
  /** The reply to it. */
  readonly reply: CommentId;
  /** Top-level, without replies, votes or edits. */
  readonly plain: CommentId;
  /** Top-level, without text by now, edited before; the same with a reply below it. */
  readonly gone: CommentId;
}

export async function fill(t: Bench): Promise<Filled> {
  const [busy, plain, gone] = [t.post(ann, 'busy', { name: 'Ann' }), t.post(bob, 'plain'), t.post(cy, 'gone soon')];
  await t.commit(
    t.ask(keeper, { kind: 'add-room', title: 'A “room”', listed: true, article: { paragraphs: ['Text.'], links: [] } }),
  );
  await t.commit(busy, plain, gone);
  const reply = t.post(bob, 'reply', { parent: idOf(busy) });
  await t.commit(
    reply,
    t.post(ann, 'below', { parent: idOf(gone) }),
    t.edit(ann, idOf(busy), 'busier'),
    t.edit(cy, idOf(gone), 'gone sooner'),
    t.vote(bob, idOf(busy), 1),
    t.vote(cy, idOf(busy), -1),
  );
  await t.commit(
    t.edit(ann, idOf(busy), 'busiest', 1),
    t.remove(cy, idOf(gone)),
    t.edit(bob, idOf(busy), 'not mine'),
    t.ask(keeper, { kind: 'ban-person', person: cy.person }),
  );
  await t.store.importThread(FILE, names);
  return { busy: idOf(busy), reply: idOf(reply), plain: idOf(plain), gone: idOf(gone) };
}
