import { describe, expect, it } from 'vitest';
import { ann, ask, bob, comment, del, edit, keeper, post, remove, TestRoom } from '../../test/test-room.ts';

describe('edit-comment', () => {
  it('EDIT-1 only the author edits, and nobody edits what is gone', () => {
    const room = TestRoom.open();
    room.do(ann, post(1, 'mine'));
    room.do(ann, post(2, 'mine too'));
    expect(room.refusal(bob, edit(1, 'yours', 0))).toBe('not-yours');
    expect(room.refusal(keeper, edit(1, 'yours', 0))).toBe('not-yours');
    expect(room.refusal(ann, edit(9, 'nothing', 0))).toBe('not-found');
    room.do(ann, del(1));
    room.do(keeper, remove(2));
    expect(room.refusal(ann, edit(1, 'again', 0))).toBe('gone');
    expect(room.refusal(ann, edit(2, 'again', 0))).toBe('gone');
    expect(room.get(1).content.body).toBe('');
  });

  it('EDIT-2 refuses an edit of an older text and says the current one', () => {
    const room = TestRoom.open();
    room.do(ann, post(1, 'one'));
    const { outcomes } = room.run(ask(ann, edit(1, 'two', 0)), ask(ann, edit(1, 'three', 0)));
    expect(outcomes[1]).toMatchObject({
      ok: false,
      refusal: { code: 'edited-elsewhere', class: 'fix', current: { body: 'two', editCount: 1 } },
    });
    expect(room.get(1).content).toMatchObject({ body: 'two', editCount: 1, contentRev: 3 });
  });

  it('EDIT-3 keeps each earlier text with its times and the replies that stood below it', () => {
    const room = TestRoom.open();
    room.do(ann, post(1, 'one'), 1_000);
    room.do(ann, edit(1, 'two', 0), 2_000);
    room.run(ask(bob, post(2, 'reply', 1), 3_000), ask(ann, edit(1, 'three', 1), 4_000));
    expect(room.revisions).toEqual([
      { comment: comment(1), number: 0, body: 'one', writtenAt: 1_000, replacedAt: 2_000, replies: 0 },
      { comment: comment(1), number: 1, body: 'two', writtenAt: 2_000, replacedAt: 4_000, replies: 1 },
    ]);
    expect(room.get(1).content).toMatchObject({ body: 'three', editedAt: 4_000, editCount: 2, contentRev: 5, born: 2 });
  });

  it('EDIT-3 two edits in one batch keep both earlier texts and one latest row', () => {
    const room = TestRoom.open();
    room.do(ann, post(1, 'one'));
    const { changes } = room.run(ask(ann, edit(1, 'two', 0)), ask(ann, edit(1, 'three', 1)));
    expect(changes.content).toHaveLength(1);
    expect(changes.revisions.map(({ number, body }) => [number, body])).toEqual([
      [0, 'one'],
      [1, 'two'],
    ]);
  });

  it('EDIT-3 an edit is never dated before the text it replaces', () => {
    const room = TestRoom.open();
    room.do(ann, post(1, 'one'), 5_000);
    room.do(ann, edit(1, 'two', 0), 4_000);
    expect(room.get(1).content.editedAt).toBe(5_000);
  });

  it('EDIT-5 the same text is done without changing anything, whatever count it was made from', () => {
    const room = TestRoom.open();
    room.do(ann, post(1, 'one'));
    room.do(ann, edit(1, 'two', 0));
    const { outcomes, changes } = room.run(ask(ann, edit(1, 'two', 0)));
    expect(outcomes).toEqual([{ ok: true, done: { epoch: 'one', rev: 3 } }]);
    expect(changes).toMatchObject({ content: [], revisions: [] });
  });
});
