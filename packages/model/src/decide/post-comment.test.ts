import { DEPTH_MAX } from '@parley/protocol';
import { describe, expect, it } from 'vitest';
import { ann, ask, bob, comment, post, TestRoom } from '../../test/test-room.ts';

describe('post-comment', () => {
  it('POST-1 is done at the revision that created the comment', () => {
    const room = TestRoom.open();
    const outcome = room.do(ann, post(1, 'hello', null, 'Ann'));
    expect(outcome).toEqual({ ok: true, done: { epoch: 'one', rev: 2 } });
    expect(room.get(1)).toEqual({
      content: {
        id: comment(1),
        parent: null,
        root: comment(1),
        depth: 0,
        born: 2,
        author: { tag: 'tag-ann', name: 'Ann' },
        body: 'hello',
        createdAt: 1_000,
        editedAt: null,
        editCount: 0,
        status: 'visible',
        contentRev: 2,
      },
      tally: { id: comment(1), up: 0, down: 0, replyCount: 0, best: 0, tallyRev: 2 },
      person: 'guest:ann',
    });
    expect(room.room).toMatchObject({ head: 2, comments: 1, topLevel: 1, lastCreatedAt: 1_000 });
  });

  it('POST-3 counts the same post under a new command id as done, and refuses another text, parent or author', () => {
    const room = TestRoom.open();
    room.do(ann, post(1, 'hello'));
    room.do(ann, post(2, 'other'));
    const before = new Map(room.comments);
    expect(room.do(ann, post(1, 'hello'))).toEqual({ ok: true, done: { epoch: 'one', rev: 2 } });
    expect(room.refusal(ann, post(1, 'changed'))).toBe('id-taken');
    expect(room.refusal(ann, post(1, 'hello', 2))).toBe('id-taken');
    expect(room.refusal(bob, post(1, 'hello'))).toBe('id-taken');
    expect(room.comments).toEqual(before);
  });

  it('POST-3 counts a standing post as done even where writing is closed meanwhile', () => {
    const room = TestRoom.open();
    room.do(ann, post(1, 'hello'));
    room.room = room.room && { ...room.room, status: 'locked' };
    room.bans.add(ann.person);
    expect(room.refusal(ann, post(1, 'hello'))).toBeUndefined();
  });

  it('POST-4 refuses a reply to nothing, to a deleted comment and below the deepest level', () => {
    const room = TestRoom.open();
    room.do(ann, post(1, 'hello'));
    room.do(ann, { kind: 'delete-comment', comment: comment(1) });
    expect(room.refusal(bob, post(2, 'reply', 9))).toBe('not-found');
    expect(room.refusal(bob, post(2, 'reply', 2))).toBe('not-found');
    expect(room.refusal(bob, post(2, 'reply', 1))).toBe('gone');
    room.do(ann, post(100, 'top'));
    for (let depth = 1; depth <= DEPTH_MAX; depth += 1) expect(room.do(ann, post(100 + depth, 'x', 99 + depth)).ok).toBe(true);
    expect(room.get(100 + DEPTH_MAX).content.depth).toBe(DEPTH_MAX);
    expect(room.refusal(ann, post(500, 'x', 100 + DEPTH_MAX))).toBe('too-deep');
  });

  it('POST-5 a reply follows its parent in the same batch, and its own reply follows it', () => {
    const room = TestRoom.open();
    const { outcomes, changes } = room.run(
      ask(ann, post(1, 'hello')),
      ask(bob, post(2, 'reply', 1)),
      ask(ann, post(3, 'answer', 2)),
    );
    expect(outcomes.map((outcome) => outcome.ok && outcome.done.rev)).toEqual([2, 3, 4]);
    expect(changes.created.map((row) => row.content.depth)).toEqual([0, 1, 2]);
    expect(changes.tallies).toEqual([]);
    expect(room.get(1).tally).toMatchObject({ replyCount: 1, tallyRev: 3 });
  });

  it('POST-6 raises the parent in the same revision; root and depth follow from it', () => {
    const room = TestRoom.open();
    room.do(ann, post(1, 'hello'));
    room.do(bob, post(2, 'reply', 1));
    const { changes } = room.run(ask(ann, post(3, 'answer', 2)), ask(ann, post(4, 'again', 2)));
    expect(changes.tallies.map((row) => row.tally)).toEqual([{ ...room.get(2).tally, replyCount: 2, tallyRev: 5 }]);
    expect(room.get(3).content).toMatchObject({ parent: comment(2), root: comment(1), depth: 2 });
    expect(room.get(2).content.contentRev).toBe(3);
    expect(room.room).toMatchObject({ comments: 4, topLevel: 1 });
  });

  it('POST-7 createdAt never falls behind the room, also inside a batch', () => {
    const room = TestRoom.open();
    room.do(ann, post(1, 'first'), 5_000);
    room.run(ask(bob, post(2, 'clock fell back'), 4_000), ask(ann, post(3, 'later'), 6_000), ask(bob, post(4, 'back'), 4_000));
    expect([1, 2, 3, 4].map((n) => room.get(n).content.createdAt)).toEqual([5_000, 5_000, 6_000, 6_000]);
  });

  it('POST-8 makes a room unlisted with the title of the hello, where that is allowed', () => {
    const room = new TestRoom();
    const { outcomes, changes } = room.run(ask(ann, post(1, 'hello')));
    expect(outcomes).toMatchObject([{ ok: false, refusal: { code: 'no-such-room' } }]);
    expect(changes).toMatchObject({ room: undefined, created: [], outcomes: [] });
    room.do({ ...ann, mayMakeRoom: { title: 'New' } }, post(1, 'hello'));
    expect(room.room).toMatchObject({
      slug: 'room',
      title: 'New',
      listed: false,
      status: 'open',
      head: 1,
      comments: 1,
      topLevel: 1,
    });
    expect(room.get(1).content.born).toBe(1);
  });

  it('POST-8 a room that one command of a batch makes is there for the next ones', () => {
    const room = new TestRoom();
    const maker = { ...ann, mayMakeRoom: { title: 'New' } };
    const { outcomes } = room.run(ask(bob, post(1, 'too early')), ask(maker, post(2, 'hello')), ask(bob, post(3, 'reply', 2)));
    expect(outcomes.map((outcome) => outcome.ok)).toEqual([false, true, true]);
    expect(room.head).toBe(3);
    expect(room.outcomes).toHaveLength(3);
  });
});
