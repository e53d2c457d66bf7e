/** RoomStore: threads from files and into files. */
import type { ThreadFile } from '@parley/protocol/thread-file';
import type { RoomStore } from '../ports/index.ts';
import { type Bench, found, guest, names, type OnStore } from './room-store-bench.ts';
import type { TestApi } from './test-api.ts';

const ann = guest('ann');
const bob = guest('bob');

const at = (minute: number) => `2020-05-04T10:${String(minute).padStart(2, '0')}:00Z`;

/** A child before its parent, an edit whose text was not kept, one that was, a placeholder, people with and without names, votes. */
const FILE: ThreadFile = {
  format: 'parley.thread/1',
  room: {
    slug: 'a-room' as ThreadFile['room']['slug'],
    title: 'On teapots',
    article: ['They pour.', 'Most of them drip.'],
    links: [
      { label: 'via', text: 'a potter' },
      { text: 'more', href: 'https://example.org/teapots' },
    ],
  },
  comments: [
    { id: 'c-2', parentId: 'c-1', author: { name: 'Ida', id: 'ida' }, body: 'Not mine.', createdAt: at(2), editedAt: at(9) },
    { id: 'c-1', parentId: null, author: null, body: 'Mine drips.', createdAt: at(1) },
    {
      id: 'c-3',
      parentId: 'c-2',
      author: { name: 'Jo' },
      body: 'Tilt it faster!',
      createdAt: at(3),
      editedAt: at(8),
      revisions: [{ body: 'Tilt it.', writtenAt: at(3), replacedAt: at(8), replies: 0 }],
    },
    { id: 'c-4', parentId: null, author: { name: null, id: 'x' }, body: '', createdAt: at(4), deleted: true },
    { id: 'c-5', parentId: 'c-4', author: { name: 'Ida', id: 'ida' }, body: 'What did it say?', createdAt: at(5) },
  ],
  votes: [
    { commentId: 'c-1', voter: 'r-1', value: 1 },
    { commentId: 'c-1', voter: 'r-2', value: 1 },
    { commentId: 'c-3', voter: 'r-1', value: -1 },
  ],
};

const load = (store: RoomStore, file = FILE) => store.importThread(file, names);
const idIn = (t: Bench, external: string) => names.commentId(t.room, external);

export function roomStoreThreads({ it, expect }: TestApi, onStore: OnStore): void {
  it(
    'IMP-1 importing twice is importing once',
    onStore(async (t) => {
      const first = await load(t.store);
      expect(first).toMatchObject({ ok: true, added: { comments: 5, votes: 3, room: true }, rows: { from: 0 } });
      const before = await t.all();
      expect(first.ok && first.rows).toEqual(before);
      await t.reopen();
      expect(await load(t.store)).toEqual({ ok: true, rows: undefined, added: { comments: 0, votes: 0, room: false } });
      const after = await t.all();
      expect(after).toEqual({ ...before, epoch: after.epoch });
      expect(after.summary).toEqual({ title: 'On teapots', status: 'open', comments: 4, topLevel: 2 });
    }),
  );

  it(
    'IMP-1 what people did since is left alone, what is new is added',
    onStore(async (t) => {
      await load(t.store);
      const c1 = idIn(t, 'c-1');
      t.now = Date.parse(at(30));
      t.cursor = found(await t.store.findRoom(t.room)).head;
      await t.commit(
        t.vote(ann, c1, -1),
        t.post(bob, 'A live reply', { parent: c1 }),
        t.remove({ ...ann, role: 'keeper' }, idIn(t, 'c-5')),
      );
      const { comments } = FILE;
      const more = { id: 'c-6', parentId: 'c-1', author: null, body: 'Late.', createdAt: at(6) };
      const answer = await load(t.store, { ...FILE, comments: [...comments, more] });
      expect(answer).toMatchObject({ ok: true, added: { comments: 1, votes: 0, room: false } });
      expect(await t.content(idIn(t, 'c-5'))).toMatchObject({ body: '', status: 'removed' });
      expect(await t.tally(c1)).toMatchObject({ up: 2, down: 1, replyCount: 3 });
      const replies = found(await t.page({ parent: c1, order: 'oldest', replies: 0 }));
      expect(replies.content.map((part) => part.body)).toEqual(['Not mine.', 'Late.', 'A live reply']);
    }),
  );

  it(
    'IMP-2 IMP-3 with a fault nothing is imported and every fault has its place',
    onStore(async (t) => {
      const [one, ...rest] = FILE.comments;
      const comments = [{ ...found(one), parentId: 'nowhere' }, ...rest];
      const votes = [{ commentId: 'c-9', voter: 'r-1', value: 1 as const }];
      const answer = await load(t.store, { ...FILE, comments, votes });
      expect(answer.ok ? [] : answer.faults.map((fault) => fault.place)).toEqual(['comments.0.parentId', 'votes.0.commentId']);
      expect(await t.store.findRoom(t.room)).toBeUndefined();
      await t.posted('live');
      await load(t.store, { ...FILE, comments, votes });
      expect((await t.all()).content).toHaveLength(1);
    }),
  );

  it(
    'IMP-3 parents may come after children, and the tree stands',
    onStore(async (t) => {
      await load(t.store);
      expect(await t.content(idIn(t, 'c-3'))).toMatchObject({ parent: idIn(t, 'c-2'), root: idIn(t, 'c-1'), depth: 2 });
      expect(await t.tally(idIn(t, 'c-1'))).toMatchObject({ up: 2, down: 0, replyCount: 1 });
      const page = found(await t.page({ order: 'oldest' }));
      expect(page.content.map((part) => part.body)).toEqual([
        'Mine drips.',
        '',
        'Not mine.',
        'What did it say?',
        'Tilt it faster!',
      ]);
    }),
  );

  it(
    'IMP-4 an export imported into an empty store and exported again is the same file',
    onStore(async (t) => {
      await load(t.store);
      t.now = Date.parse(at(30));
      const live = t.post(bob, 'Live “text”', { name: 'Bob' });
      await t.commit(live, t.post(ann, 'no name', { parent: idIn(t, 'c-1') }), t.vote(ann, idIn(t, 'c-1'), -1));
      const file = found(await t.store.exportThread(t.room));
      expect(JSON.stringify(file)).not.toContain(bob.person);
      expect(file.comments.map((comment) => comment.id)).toContain('c-3');
      const copy = JSON.parse(JSON.stringify(file).replaceAll('"a-room"', '"a-copy"')) as ThreadFile;
      expect(await load(t.store, copy)).toMatchObject({ ok: true });
      expect(await t.store.exportThread(copy.room.slug)).toEqual(copy);
      expect(await t.store.exportThread('nowhere' as never)).toBeUndefined();
    }),
  );

  it(
    'IMP-5 an edit without its text shows when, and no text',
    onStore(async (t) => {
      await load(t.store);
      const [lost, kept] = await Promise.all(['c-2', 'c-3'].map((id) => t.store.readRevisions(t.room, idIn(t, id))));
      expect(lost).toMatchObject([{ number: 0, body: null, replacedAt: Date.parse(at(9)) }]);
      expect(kept).toEqual([
        { number: 0, body: 'Tilt it.', writtenAt: Date.parse(at(3)), replacedAt: Date.parse(at(8)), replies: 0 },
      ]);
      expect(await t.content(idIn(t, 'c-2'))).toMatchObject({ editedAt: Date.parse(at(9)), editCount: 1 });
    }),
  );
}
