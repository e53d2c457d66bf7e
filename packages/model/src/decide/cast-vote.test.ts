import type { VoteValue } from '@parley/protocol';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ann, ask, bob, comment, person, post, TestRoom, vote } from '../../test/test-room.ts';
import { bestOf } from '../order-keys.ts';

const cat = person('cat');

function withComment(): TestRoom {
  const room = TestRoom.open();
  room.do(ann, post(1, 'hello'));
  return room;
}

describe('cast-vote', () => {
  it('VOTE-1 a person has one vote; up and down are the sums, whatever was cast in whatever batches', () => {
    const voters = [bob, cat, person('dan')];
    const cast = fc.record({ who: fc.nat(2), value: fc.constantFrom<VoteValue[]>(-1, 0, 1), same: fc.boolean() });
    fc.assert(
      fc.property(fc.array(cast, { maxLength: 30 }), (casts) => {
        const room = withComment();
        const last = new Map<number, VoteValue>();
        let batch: ReturnType<typeof ask>[] = [];
        for (const { who, value, same } of casts) {
          if (!same) {
            room.run(...batch);
            batch = [];
          }
          batch.push(ask(voters[who]!, vote(1, value)));
          last.set(who, value);
        }
        room.run(...batch);
        const values = [...last.values()];
        const up = values.filter((value) => value === 1).length;
        const down = values.filter((value) => value === -1).length;
        expect(room.get(1).tally).toMatchObject({ up, down, best: bestOf(up, down) });
        for (const { rev } of room.votes.values()) expect(rev).toBeLessThanOrEqual(room.get(1).tally.tallyRev);
      }),
    );
  });

  it('VOTE-1 the votes of one batch collapse into one row per person and one tally', () => {
    const room = withComment();
    const { changes, mine } = room.run(ask(bob, vote(1, 1)), ask(cat, vote(1, -1)), ask(bob, vote(1, -1)));
    expect(changes.tallies).toHaveLength(1);
    expect(changes.votes).toEqual([
      { comment: comment(1), person: bob.person, value: -1, rev: 5 },
      { comment: comment(1), person: cat.person, value: -1, rev: 4 },
    ]);
    expect(room.get(1).tally).toMatchObject({ up: 0, down: 2, tallyRev: 5 });
    expect(mine).toEqual([
      { person: bob.person, facts: [{ comment: comment(1), value: -1, rev: 5 }] },
      { person: cat.person, facts: [{ comment: comment(1), value: -1, rev: 4 }] },
    ]);
  });

  it('VOTE-2 own comments are not voted on', () => {
    const room = withComment();
    expect(room.refusal(ann, vote(1, 1))).toBe('own-comment');
    expect(room.refusal(ann, vote(9, 1))).toBe('not-found');
    expect(room.get(1).tally.up).toBe(0);
  });

  it('VOTE-3 a vote leaves the content revision', () => {
    const room = withComment();
    const { changes } = room.run(ask(bob, vote(1, 1)));
    expect(changes.content).toEqual([]);
    expect(room.get(1)).toMatchObject({ content: { contentRev: 2 }, tally: { tallyRev: 3 } });
  });

  it('VOTE-4 the value that stands is done at the revision that set it', () => {
    const room = withComment();
    room.do(bob, vote(1, 1));
    room.do(cat, vote(1, 1));
    const { outcomes, changes, mine } = room.run(ask(bob, vote(1, 1)));
    expect(outcomes).toEqual([{ ok: true, done: { epoch: 'one', rev: 3 } }]);
    expect(changes).toMatchObject({ tallies: [], votes: [] });
    expect(mine).toEqual([]);
  });

  it('VOTE-4 no vote where none ever stood is done at a revision that rows carry', () => {
    const room = withComment();
    room.do(ann, post(2, 'refused', 99));
    expect(room.do(bob, vote(1, 0))).toEqual({ ok: true, done: { epoch: 'one', rev: 2 } });
    expect(room.votes.size).toBe(0);
  });

  it('VOTE-5 a withdrawn vote stays known with the revision that withdrew it', () => {
    const room = withComment();
    room.do(bob, vote(1, 1));
    room.do(bob, vote(1, 0));
    expect([...room.votes.values()]).toEqual([{ comment: comment(1), person: bob.person, value: 0, rev: 4 }]);
    expect(room.get(1).tally).toMatchObject({ up: 0, down: 0, best: 0, tallyRev: 4 });
  });
});
