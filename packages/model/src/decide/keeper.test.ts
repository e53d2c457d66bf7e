import { describe, expect, it } from 'vitest';
import { ann, ask, bob, comment, del, edit, keeper, post, remove, TestRoom, vote, type Wish } from '../../test/test-room.ts';

const lock: Wish = { kind: 'lock-room' };
const unlock: Wish = { kind: 'unlock-room' };
const article = { paragraphs: ['Text.'], links: [] };

function discussed(): TestRoom {
  const room = TestRoom.open();
  room.do(ann, post(1, 'hello'));
  room.do(bob, post(2, 'reply', 1));
  return room;
}

describe('what keepers decide', () => {
  it('POST-9 a locked room refuses posts, edits and votes; deleting one’s own and the keeper’s acts stay possible', () => {
    const room = discussed();
    const { outcomes } = room.run(ask(keeper, lock), ask(ann, post(3, 'late')));
    expect(outcomes[1]).toMatchObject({ refusal: { code: 'room-locked' } });
    expect(room.refusal(ann, edit(1, 'late', 0))).toBe('room-locked');
    expect(room.refusal(bob, vote(1, 1))).toBe('room-locked');
    expect(room.refusal(ann, del(1))).toBeUndefined();
    expect(room.refusal(keeper, remove(2))).toBeUndefined();
    room.do(keeper, unlock);
    expect(room.refusal(ann, post(3, 'open again'))).toBeUndefined();
  });

  it('POST-10 a banned person neither posts nor edits nor votes, but deletes their own', () => {
    const room = discussed();
    const ban: Wish = { kind: 'ban-author', comment: comment(1) };
    const { outcomes } = room.run(ask(keeper, ban), ask(ann, post(3, 'still here')));
    expect(outcomes[1]).toMatchObject({ refusal: { code: 'banned', class: 'gone' } });
    expect(room.refusal(ann, edit(1, 'x', 0))).toBe('banned');
    expect(room.refusal(ann, vote(2, 1))).toBe('banned');
    expect(room.refusal(bob, vote(1, 1))).toBeUndefined();
    expect(room.refusal(ann, { kind: 'delete-my-comments' })).toBeUndefined();
  });

  it('KEEP-4 a ban names a person by a comment, even a deleted one, or by id, and can be lifted', () => {
    const room = discussed();
    room.do(ann, del(1));
    room.do(keeper, { kind: 'ban-author', comment: comment(1) });
    expect(room.bans).toEqual(new Set([ann.person]));
    const again = room.run(ask(keeper, { kind: 'ban-person', person: ann.person }));
    expect(again.changes.bans).toEqual([]);
    room.do(keeper, { kind: 'unban-person', person: ann.person });
    expect(room.refusal(ann, post(3, 'back'))).toBeUndefined();
    room.do(keeper, { kind: 'ban-author', comment: comment(2) });
    expect(room.refusal(bob, vote(3, 1))).toBe('banned');
    room.do(keeper, { kind: 'unban-author', comment: comment(2) });
    expect(room.refusal(bob, vote(3, 1))).toBeUndefined();
    expect(room.refusal(keeper, { kind: 'ban-author', comment: comment(9) })).toBe('not-found');
  });

  it('KEEP-4 only a keeper can do what keepers do', () => {
    const room = discussed();
    const wishes: Wish[] = [
      lock,
      unlock,
      remove(1),
      { kind: 'ban-person', person: ann.person },
      { kind: 'ban-author', comment: comment(1) },
      { kind: 'unban-person', person: ann.person },
      { kind: 'unban-author', comment: comment(1) },
      { kind: 'add-room', title: 'Mine', listed: true, article },
    ];
    for (const wish of wishes) expect(room.refusal(bob, wish)).toBe('not-yours');
    expect(room.room).toMatchObject({ title: 'A room', status: 'open', comments: 2 });
  });

  it('KEEP-1 adding a room again changes its title, listing and article and nothing else', () => {
    const room = discussed();
    room.do(keeper, lock);
    const before = room.room;
    room.do(keeper, { kind: 'add-room', title: 'Better', listed: false, article });
    expect(room.room).toEqual({ ...before, title: 'Better', listed: false, article, head: 5 });
    room.do(keeper, { kind: 'add-room', title: 'Better', listed: true, article: { paragraphs: [], links: [] } });
    expect(room.room).toMatchObject({ listed: true, article, status: 'locked' });
  });

  it('KEEP-1 a room that is not there can only be added', () => {
    const room = new TestRoom();
    for (const wish of [lock, unlock, remove(1), del(1), vote(1, 1), edit(1, 'x', 0)] satisfies Wish[]) {
      expect(room.refusal(keeper, wish)).toBe('no-such-room');
    }
    expect(room.refusal(keeper, { kind: 'ban-person', person: ann.person })).toBe('no-such-room');
    expect(room.refusal(keeper, { kind: 'ban-author', comment: comment(1) })).toBe('no-such-room');
    expect(room.refusal(ann, { kind: 'delete-my-comments' })).toBe('no-such-room');
    expect(room.room).toBeUndefined();
  });
});
