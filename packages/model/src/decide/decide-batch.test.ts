import type { Epoch, VoteValue } from '@parley/protocol';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  ann,
  ask,
  bob,
  comment,
  del,
  edit,
  keeper,
  newCommandId,
  person,
  post,
  remove,
  TestRoom,
  vote,
  type Wish,
} from '../../test/test-room.ts';
import { factsNeeded } from './facts-needed.ts';

const OFTEN = ['post', 'post', 'edit', 'vote'];
const KEEPERS = ['lock', 'unlock', 'unlock', 'remove', 'ban', 'unban', 'unban'];
const people = [ann, bob, person('cat')];

/** Any command of any of three people on few comments, so that they meet. */
const anyAsk = fc
  .record({
    who: fc.nat(2),
    n: fc.integer({ min: 1, max: 6 }),
    parent: fc.option(fc.integer({ min: 1, max: 6 })),
    text: fc.constantFrom('a', 'b'),
    count: fc.nat(2),
    value: fc.constantFrom<VoteValue[]>(-1, 0, 1),
    kind: fc.constantFrom(...OFTEN, ...OFTEN, ...OFTEN, ...OFTEN, 'delete', 'delete-mine', ...KEEPERS),
  })
  .map(({ who, n, parent, text, count, value, kind }) => {
    const wishes: Record<string, Wish> = {
      post: post(n, text, parent),
      edit: edit(n, text, count),
      delete: del(n),
      'delete-mine': { kind: 'delete-my-comments' },
      vote: vote(n, value),
      lock: { kind: 'lock-room' },
      unlock: { kind: 'unlock-room' },
      remove: remove(n),
      ban: { kind: 'ban-author', comment: comment(n) },
      unban: { kind: 'unban-person', person: people[who]!.person },
    };
    return ask(KEEPERS.includes(kind) ? keeper : people[who]!, wishes[kind]!);
  });

describe('decideBatch', () => {
  it('ROOM-1 raises the head by the number of commands, refused and known ones included', () => {
    const room = TestRoom.open();
    const known = ask(ann, post(1, 'hello'));
    room.run(known);
    room.run(known, ask(ann, post(2, 'x', 99)), ask(bob, post(3, 'third')));
    expect(room.head).toBe(5);
    expect(room.get(3).content.born).toBe(5);
  });

  it('POST-2 a known command gets its first outcome, changes nothing and is not kept again', () => {
    const room = TestRoom.open();
    const posted = ask(ann, post(1, 'hello'));
    const refused = ask(bob, post(2, 'reply', 9));
    const first = room.run(posted, refused);
    room.do(ann, post(9, 'now it is there'));
    room.epoch = 'two' as Epoch;
    const before = structuredClone(room.comments);
    const again = room.run(posted, refused);
    expect(again.outcomes).toEqual(first.outcomes);
    expect(again.changes.outcomes).toEqual([]);
    expect(room.comments).toEqual(before);
  });

  it('POST-2 DEL-6 a kept conflict holds no text: a retry names the one that stands, and none once it is deleted', () => {
    const room = TestRoom.open();
    room.run(ask(ann, post(1, 'the secret')), ask(ann, edit(1, 'the secret again', 0)));
    const late = ask(ann, edit(1, 'too late', 0));
    const current = { body: 'the secret again', editCount: 1 };
    expect(room.run(late).outcomes).toMatchObject([{ refusal: { code: 'edited-elsewhere', current } }]);
    expect(JSON.stringify(room.outcomes)).not.toContain('secret');
    expect(room.run(late, late).outcomes).toMatchObject([{ refusal: { current } }, { refusal: { current } }]);
    const [, again] = room.run(ask(ann, del(1)), late).outcomes;
    expect(again).toEqual({ ok: false, refusal: { code: 'edited-elsewhere', class: 'fix' } });
  });

  it('POST-2 the same command twice in one batch is one command', () => {
    const room = TestRoom.open();
    const twice = ask(ann, post(1, 'hello'));
    const { outcomes, changes } = room.run(twice, twice);
    expect(outcomes[1]).toEqual(outcomes[0]);
    expect(changes.created).toHaveLength(1);
    expect(changes.outcomes).toHaveLength(1);
    expect(room.room?.comments).toBe(1);
  });

  it('POST-2 the same command id of another person is another command', () => {
    const room = TestRoom.open();
    const id = newCommandId();
    const { outcomes } = room.run(ask(ann, post(1, 'hello'), 1, id), ask(bob, post(2, 'hello'), 1, id));
    expect(outcomes.map((outcome) => outcome.ok)).toEqual([true, true]);
    expect(room.room?.comments).toBe(2);
  });

  it('REF-2 a refused command changes nothing but its unused revision', () => {
    const room = TestRoom.open();
    room.do(ann, post(1, 'hello'));
    const { changes } = room.run(ask(bob, edit(1, 'x', 0)), ask(bob, vote(9, 1)), ask(ann, vote(1, 1)), ask(bob, del(1)));
    expect(changes).toMatchObject({ created: [], content: [], tallies: [], votes: [], revisions: [], emptied: [], bans: [] });
    expect(changes.outcomes).toHaveLength(4);
    expect(room.room).toMatchObject({ comments: 1, head: 6 });
  });

  it('ROOM-7 a batch comes to the same as its commands one by one', () => {
    fc.assert(
      fc.property(fc.array(anyAsk, { maxLength: 25 }), (asked) => {
        const together = TestRoom.open();
        const alone = TestRoom.open();
        const { outcomes } = together.run(...asked);
        const singly = asked.map((one) => alone.run(one).outcomes[0]);
        expect(outcomes).toEqual(singly);
        expect(together.comments).toEqual(alone.comments);
        expect(together.votes).toEqual(alone.votes);
        expect(together.revisions).toEqual(alone.revisions);
        expect(together.bans).toEqual(alone.bans);
        expect(together.room).toEqual(alone.room);
      }),
      { numRuns: 500 },
    );
  });

  it('ROOM-3 counts and revisions agree with the rows after any batches', () => {
    fc.assert(
      fc.property(fc.array(fc.array(anyAsk, { maxLength: 6 }), { maxLength: 6 }), (batches) => {
        const room = TestRoom.open();
        for (const batch of batches) room.run(...batch);
        const rows = [...room.comments.values()];
        expect(room.room?.comments).toBe(rows.filter((row) => row.content.status === 'visible').length);
        expect(room.room?.topLevel).toBe(rows.filter((row) => row.content.parent === null).length);
        for (const { content, tally } of rows) {
          expect(tally.replyCount).toBe(rows.filter((row) => row.content.parent === content.id).length);
          expect(room.revisions.filter((revision) => revision.comment === content.id)).toHaveLength(content.editCount);
          expect(Math.max(content.contentRev, tally.tallyRev)).toBeLessThanOrEqual(room.head);
          expect(Math.min(content.contentRev, tally.tallyRev)).toBeGreaterThanOrEqual(content.born);
        }
        expect(new Set(rows.map((row) => row.content.born)).size).toBe(rows.length);
      }),
    );
  });
});

describe('factsNeeded', () => {
  it('ROOM-7 names all that a batch looks at, each once: with these facts alone it comes to the same', () => {
    fc.assert(
      fc.property(fc.array(anyAsk, { maxLength: 20 }), fc.array(anyAsk, { maxLength: 8 }), (before, asked) => {
        const whole = TestRoom.open();
        whole.run(...before);
        const part = TestRoom.open();
        const needed = factsNeeded(asked);
        const mine = new Set(needed.allCommentsOf);
        for (const [id, row] of whole.comments) {
          const isMine = row.person !== null && mine.has(row.person) && row.content.status === 'visible';
          if (needed.comments.includes(id) || isMine) part.comments.set(id, row);
        }
        for (const [key, cast] of whole.votes) {
          if (needed.votes.some((vote) => vote.comment === cast.comment && vote.person === cast.person))
            part.votes.set(key, cast);
        }
        for (const banned of whole.bans) if (needed.persons.includes(banned)) part.bans.add(banned);
        part.room = whole.room;
        const changesOf = (room: TestRoom) => room.run(...asked).changes;
        expect(changesOf(part)).toEqual(changesOf(whole));
        expect(new Set(needed.comments).size).toBe(needed.comments.length);
      }),
      { numRuns: 300 },
    );
  });

  it('POST-2 asks for outcomes by person and command, and for the bans of all who act or are named', () => {
    const one = ask(ann, post(2, 'x', 1));
    const needed = factsNeeded([one, one, ask(bob, vote(2, 1)), ask(bob, { kind: 'ban-person', person: ann.person })]);
    expect(needed.comments).toEqual([comment(2), comment(1)]);
    expect(needed.outcomes).toHaveLength(3);
    expect(needed.persons).toEqual([ann.person, bob.person]);
    expect(needed.votes).toEqual([{ comment: comment(2), person: bob.person }]);
  });
});
