/** RoomStore: edits, deletions and votes. */
import { found, guest, idOf, keeper, type OnStore, revsOf } from './room-store-bench.ts';
import type { TestApi } from './test-api.ts';

const ann = guest('ann');
const bob = guest('bob');

export function roomStoreChanging({ it, expect }: TestApi, onStore: OnStore): void {
  it(
    'EDIT-2 an edit from another count is refused with the current text',
    onStore(async (t) => {
      const [id] = await t.posted('first');
      const answer = await t.commit(t.edit(ann, found(id), 'second'), t.edit(ann, found(id), 'third'));
      expect(answer.outcomes[1]).toMatchObject({
        ok: false,
        refusal: { code: 'edited-elsewhere', current: { body: 'second', editCount: 1 } },
      });
      expect(await t.content(found(id))).toMatchObject({ body: 'second', editCount: 1, contentRev: 2, editedAt: t.now });
    }),
  );

  it(
    'EDIT-3 EDIT-4 earlier texts are kept with their times and replies, oldest first',
    onStore(async (t) => {
      const post = t.post(ann, 'one');
      await t.commit(post);
      const id = idOf(post);
      t.now += 10;
      await t.commit(t.edit(ann, id, 'two'), t.post(bob, 'reply', { parent: id }));
      t.now += 10;
      await t.commit(t.edit(ann, id, 'three', 1));
      expect(await t.store.readRevisions(t.room, id)).toEqual([
        { number: 0, body: 'one', writtenAt: 1_000_000, replacedAt: 1_000_010, replies: 0 },
        { number: 1, body: 'two', writtenAt: 1_000_010, replacedAt: 1_000_020, replies: 1 },
      ]);
      expect(await t.store.readRevisions(t.room, t.newId() as never)).toBeUndefined();
    }),
  );

  it(
    'DEL-1 DEL-7 deleting empties body and name, drops the revisions with their times, and leaves the place',
    onStore(async (t) => {
      const post = t.post(ann, 'secret one', { name: 'Ann' });
      const id = idOf(post);
      await t.commit(post, t.edit(ann, id, 'secret two'), t.post(bob, 'reply', { parent: id }));
      expect(await t.store.readRevisions(t.room, id)).toHaveLength(1);
      await t.commit(t.remove(ann, id));
      expect(await t.content(id)).toMatchObject({ body: '', status: 'deleted', author: { tag: ann.tag, name: null } });
      expect(await t.store.readRevisions(t.room, id)).toEqual([]);
      expect((await t.page())?.content.map((part) => part.body)).toEqual(['', 'reply']);
    }),
  );

  it(
    'DEL-4 all visible comments of a person go in one commit, and nobody else’s',
    onStore(async (t) => {
      const [mine, other, gone] = [t.post(ann, 'mine'), t.post(bob, 'not mine'), t.post(ann, 'gone before')];
      const reply = t.post(ann, 'my reply', { parent: idOf(other) });
      await t.commit(mine, other, gone, reply);
      await t.commit(t.remove(keeper, idOf(gone)));
      const answer = await t.commit(t.ask(ann, { kind: 'delete-my-comments' }));
      expect(answer.rows.content.map((part) => part.id).sort()).toEqual([idOf(mine), idOf(reply)].sort());
      const all = await t.all();
      expect(new Map(all.content.map((part) => [part.id, part.status]))).toEqual(
        new Map([
          [idOf(mine), 'deleted'],
          [idOf(other), 'visible'],
          [idOf(gone), 'removed'],
          [idOf(reply), 'deleted'],
        ]),
      );
    }),
  );

  it(
    'DEL-5 the count of comments falls, replyCount and topLevel stay',
    onStore(async (t) => {
      const parent = t.post(ann, 'parent');
      const reply = t.post(bob, 'reply', { parent: idOf(parent) });
      await t.commit(parent, reply);
      const answer = await t.commit(t.remove(bob, idOf(reply)), t.remove(ann, idOf(parent)));
      expect(answer.rows.summary).toMatchObject({ comments: 0, topLevel: 1 });
      expect((await t.tally(idOf(parent))).replyCount).toBe(1);
    }),
  );

  it(
    'DEL-6 no answer holds the text after the commit, an export neither',
    onStore(async (t) => {
      const post = t.post(ann, 'the secret');
      const id = idOf(post);
      const late = t.edit(ann, id, 'late');
      await t.commit(post, t.edit(ann, id, 'the secret again'), late);
      await t.commit(t.remove(ann, id));
      const answers = [
        await t.all(),
        await t.page(),
        await t.store.readComments(t.room, [id], ann.person),
        await t.store.readRevisions(t.room, id),
        await t.store.exportThread(t.room),
        await t.commit(post, late),
      ];
      expect(JSON.stringify(answers)).not.toContain('secret');
    }),
  );

  it(
    'VOTE-1 VOTE-4 one vote a person, changeable, absolute',
    onStore(async (t) => {
      const [id] = await t.posted('votable');
      const comment = found(id);
      const answer = await t.commit(t.vote(bob, comment, 1), t.vote(bob, comment, 1), t.vote(guest('cy'), comment, -1));
      expect(revsOf(answer)).toEqual([2, 2, 4]);
      expect(await t.tally(comment)).toMatchObject({ up: 1, down: 1 });
      const changed = await t.commit(t.vote(bob, comment, -1));
      expect(changed.mine).toEqual([{ person: bob.person, facts: [{ comment, value: -1, rev: 5 }] }]);
      await t.commit(t.vote(guest('cy'), comment, 0));
      expect(await t.tally(comment)).toMatchObject({ up: 0, down: 1 });
    }),
  );

  it(
    'VOTE-3 VOTE-5 a vote moves the tally to its revision and leaves the content',
    onStore(async (t) => {
      const [id] = await t.posted('votable');
      const before = await t.content(found(id));
      const answer = await t.commit(t.vote(bob, found(id), 1));
      expect(answer.rows.content).toEqual([]);
      expect(answer.rows.tallies).toMatchObject([{ up: 1, tallyRev: 2 }]);
      expect(await t.content(found(id))).toEqual(before);
    }),
  );

  it(
    'VOTE-3 an edit and a vote of one batch both stand',
    onStore(async (t) => {
      const [id] = await t.posted('text');
      const answer = await t.commit(t.vote(bob, found(id), 1), t.edit(ann, found(id), 'other text'));
      expect(answer.rows.content).toMatchObject([{ body: 'other text', contentRev: 3 }]);
      expect(answer.rows.tallies).toMatchObject([{ up: 1, tallyRev: 2 }]);
      expect(await t.content(found(id))).toEqual(answer.rows.content[0]);
      expect(await t.tally(found(id))).toEqual(answer.rows.tallies[0]);
    }),
  );
}
