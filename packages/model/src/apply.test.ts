import type { AuthorTag, OwnerFact, VoteValue } from '@parley/protocol';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type EPOCH, idOf, ToyRoom } from '../test/toy-room.ts';
import { applyCatchUp, applyFrame, mergeMine, mergeRows, shownTally, stateOfPage } from './apply.ts';

const roomOf = (count: number) => {
  const room = new ToyRoom();
  for (let n = 0; n < count; n += 1) room.post(null);
  return room;
};
const firstPage = (room: ToyRoom) => stateOfPage(room.page(null, 'newest', { at: 'start' }, 20));
const fact = (rev: number, value: VoteValue): OwnerFact => ({ comment: idOf(1), value, rev });

describe('applying what a server tells', () => {
  it('ROOM-5 the parts of any history, in any order and any number of times, give the same rows', () => {
    const act = fc.record({ kind: fc.integer({ min: 0, max: 2 }), pick: fc.nat(100), up: fc.boolean() });
    fc.assert(
      fc.property(fc.array(act, { maxLength: 30 }), fc.infiniteStream(fc.nat(1_000)), (acts, dice) => {
        const room = roomOf(3);
        const start = firstPage(room);
        const frames = acts.map(({ kind, pick, up }) => {
          const from = room.head;
          const id = room.ids[pick % room.ids.length]!;
          if (kind === 0) room.post(up ? null : id);
          else if (kind === 1) room.vote(id, up);
          else room.edit(id, `text ${pick}`);
          return room.frame(from);
        });
        const shuffled = [...frames, ...frames].map((frame) => ({ frame, at: dice.next().value })).sort((a, b) => a.at - b.at);
        const merged = shuffled.reduce((state, { frame }) => mergeRows(state, frame), start);
        expect(new Map(merged.content)).toEqual(room.content);
        expect(new Map(merged.tallies)).toEqual(room.tallies);
      }),
    );
  });

  it('ROOM-4 a frame is applied only where it continues or overlaps the cursor', () => {
    const room = roomOf(2);
    const state = firstPage(room);
    room.post(null);
    const frame = room.frame(2);
    const once = applyFrame(state, frame);
    expect([once.placement, once.state.cursor]).toEqual(['apply', 3]);
    expect(applyFrame(once.state, frame)).toEqual({ placement: 'drop', state: once.state });
    expect(applyFrame(state, { ...frame, from: 3, to: 4 })).toEqual({ placement: 'gap', state });
    expect(applyFrame(state, { ...frame, epoch: 'other' as typeof EPOCH })).toEqual({ placement: 'other-epoch', state });
  });

  it('ROOM-6 a catch-up may go on in the next epoch, and not over a hole', () => {
    const room = roomOf(2);
    const state = firstPage(room);
    room.post(null);
    const frame = { ...room.frame(1), epoch: 'next' as typeof EPOCH };
    expect(applyCatchUp(state, [], frame)).toMatchObject({ epoch: 'next', cursor: 3 });
    expect(applyCatchUp(state, [], { ...frame, from: 3, to: 5 })).toBeUndefined();
  });

  it('MINE-3 the shown score counts the standing vote once, whatever the tally has reached and in whatever order things come', () => {
    const votes = fc.array(fc.constantFrom<VoteValue>(-1, 0, 1), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(votes, fc.nat(5), fc.infiniteStream(fc.nat(1_000)), (values, counted, dice) => {
        const room = roomOf(1);
        const facts = values.map((value, index) => fact(index + 3, value));
        const before = Math.min(counted, values.length);
        const value = before === 0 ? 0 : values[before - 1]!;
        // Two other people voted up; of mine the tally counts the first few.
        const tally = {
          ...room.tallies.get(idOf(1))!,
          up: 2 + Number(value === 1),
          down: Number(value === -1),
          tallyRev: before + 2,
        };
        const things = [...facts.map((f) => ({ fact: f })), { tally }].map((thing) => ({ thing, at: dice.next().value }));
        const state = things
          .sort((a, b) => a.at - b.at)
          .reduce(
            (held, { thing }) =>
              'fact' in thing ? mergeMine(held, [thing.fact]) : mergeRows(held, { content: [], tallies: [thing.tally] }),
            firstPage(room),
          );
        const shown = shownTally(state.tallies.get(idOf(1))!, state.mine.get(idOf(1)));
        expect(shown.myVote).toBe(values.at(-1));
        expect(shown.score).toBe(2 + values.at(-1)!);
      }),
    );
  });

  it('WIN-3 a frame that overlaps the cursor counts nothing as new twice', () => {
    const room = roomOf(5);
    const state = stateOfPage(room.page(null, 'oldest', { at: 'start' }, 2));
    room.post(null);
    const once = applyFrame(state, room.frame(5)).state;
    const forgotten = { ...once, news: new Map() };
    room.post(null);
    const twice = applyFrame(forgotten, room.frame(5)).state;
    expect([...once.news]).toEqual([[idOf(6), { list: null, tag: 'someone' as AuthorTag }]]);
    expect([...twice.news.keys()]).toEqual([idOf(7)]);
  });
});
