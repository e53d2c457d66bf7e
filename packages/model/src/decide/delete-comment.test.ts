import { describe, expect, it } from 'vitest';
import { ann, ask, bob, comment, del, edit, keeper, post, remove, TestRoom, vote } from '../../test/test-room.ts';

describe('delete-comment, delete-my-comments and remove-comment', () => {
  function edited(): TestRoom {
    const room = TestRoom.open();
    room.do(ann, post(1, 'secret one', null, 'Ann'));
    room.do(ann, edit(1, 'secret two', 0));
    room.do(bob, post(2, 'reply', 1));
    room.do(bob, vote(1, 1));
    return room;
  }

  it('DEL-1 empties body and revisions and leaves a placeholder in its place', () => {
    const room = edited();
    const before = room.get(1);
    const { outcomes, changes } = room.run(ask(ann, del(1)));
    expect(outcomes).toEqual([{ ok: true, done: { epoch: 'one', rev: 6 } }]);
    expect(changes.emptied).toEqual([comment(1)]);
    expect(room.revisions).toEqual([]);
    expect(room.get(1).content).toEqual({
      ...before.content,
      author: { tag: 'tag-ann', name: null },
      body: '',
      editedAt: null,
      editCount: 0,
      status: 'deleted',
      contentRev: 6,
    });
    expect(room.get(1).tally).toEqual(before.tally);
    expect(room.get(2).content.status).toBe('visible');
  });

  it('DEL-6 a decision that deletes holds the text nowhere, not even of an edit in the same batch', () => {
    const room = edited();
    const { changes } = room.run(
      ask(ann, edit(1, 'secret three', 1)),
      ask(ann, del(1)),
      ask(ann, post(3, 'secret four')),
      ask(ann, edit(3, 'secret five', 0)),
      ask(ann, del(3)),
    );
    expect(JSON.stringify(changes)).not.toContain('secret');
    expect(changes.emptied).toEqual([comment(1)]);
    expect(changes.created.map((row) => row.content.status)).toEqual(['deleted']);
  });

  it('DEL-2 only the author deletes and only a keeper removes', () => {
    const room = edited();
    expect(room.refusal(bob, del(1))).toBe('not-yours');
    expect(room.refusal(keeper, del(1))).toBe('not-yours');
    expect(room.refusal(bob, remove(1))).toBe('not-yours');
    expect(room.refusal(ann, remove(1))).toBe('not-yours');
    expect(room.refusal(ann, del(9))).toBe('not-found');
    expect(room.refusal(keeper, remove(9))).toBe('not-found');
    expect(room.get(1).content.status).toBe('visible');
  });

  it('DEL-2 doing it again is done at the revision that did it', () => {
    const room = edited();
    room.do(ann, del(1));
    const { outcomes, changes } = room.run(ask(ann, del(1)), ask(keeper, remove(1)));
    expect(outcomes).toEqual(Array(2).fill({ ok: true, done: { epoch: 'one', rev: 6 } }));
    expect(changes).toMatchObject({ content: [], emptied: [] });
    expect(room.get(1).content.status).toBe('deleted');
  });

  it('DEL-3 replies to, edits of and votes on a deleted or removed comment are refused', () => {
    const room = edited();
    room.do(ann, del(1));
    room.do(keeper, remove(2));
    for (const n of [1, 2]) {
      expect(room.refusal(person3, post(7, 'reply', n))).toBe('gone');
      expect(room.refusal(person3, vote(n, 1))).toBe('gone');
    }
    expect(room.refusal(ann, edit(1, 'back', 0))).toBe('gone');
    expect(room.refusal(bob, edit(2, 'back', 0))).toBe('gone');
  });

  it('DEL-4 delete-my-comments empties all visible ones of that person in one revision, new ones of the batch included', () => {
    const room = edited();
    room.do(ann, post(3, 'reply to bob', 2));
    room.do(ann, post(4, 'gone before'));
    room.do(ann, del(4));
    const { outcomes } = room.run(ask(ann, post(5, 'just now')), ask(ann, { kind: 'delete-my-comments' }));
    expect(outcomes[1]).toEqual({ ok: true, done: { epoch: 'one', rev: 10 } });
    expect([1, 3, 5].map((n) => room.get(n).content)).toMatchObject(
      Array(3).fill({ status: 'deleted', body: '', contentRev: 10 }),
    );
    expect(room.get(4).content.contentRev).toBe(8);
    expect(room.get(2).content.status).toBe('visible');
    expect(room.room).toMatchObject({ comments: 1, topLevel: 3 });
  });

  it('DEL-4 with nothing to delete it is done at 0, which every viewer has reached', () => {
    const room = edited();
    expect(room.do(person3, { kind: 'delete-my-comments' })).toEqual({ ok: true, done: { epoch: 'one', rev: 0 } });
    room.do(ann, del(1));
    expect(room.do(ann, { kind: 'delete-my-comments' })).toEqual({ ok: true, done: { epoch: 'one', rev: 0 } });
  });

  it('DEL-5 the count of comments falls, replyCount and topLevel stay', () => {
    const room = edited();
    room.run(ask(bob, del(2)), ask(keeper, remove(1)));
    expect(room.room).toMatchObject({ comments: 0, topLevel: 1 });
    expect(room.get(1).tally.replyCount).toBe(1);
  });

  it('DEL-7 the name leaves with the text', () => {
    const room = edited();
    room.do(keeper, remove(1));
    expect(room.get(1).content).toMatchObject({ author: { tag: 'tag-ann', name: null }, status: 'removed', body: '' });
  });
});

const person3 = { ...bob, person: 'guest:third' as typeof bob.person };
