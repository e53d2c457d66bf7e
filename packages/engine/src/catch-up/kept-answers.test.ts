import { CATCH_UP_MAX_CHARS, type RoomSlug } from '@parley/protocol';
import { expect, it } from 'vitest';
import { fakeClock } from '../memory/index.ts';
import { KeptAnswers } from './kept-answers.ts';

const [room, other] = ['room' as RoomSlug, 'other' as RoomSlug];
const isKept = (kept: KeptAnswers<number>, ...keys: string[]) => keys.map((key) => kept.get(key) !== undefined);

it('SYNC-7 shared answers are bounded by their size as well as by their number and age', async () => {
  const clock = fakeClock();
  const kept = new KeptAnswers<number>(clock, 3, (chars) => chars);
  for (const key of ['a', 'b', 'c', 'd']) kept.keep(room, key, Promise.resolve(1));
  expect(isKept(kept, 'a', 'b', 'c', 'd')).toEqual([false, true, true, true]);
  // What is forgotten or read again counts no more.
  kept.forget(room);
  const third = 22 * CATCH_UP_MAX_CHARS;
  for (const key of ['a', 'a', 'b']) kept.keep(other, key, Promise.resolve(third));
  await clock.settle();
  expect(isKept(kept, 'a', 'b')).toEqual([true, true]);
  kept.keep(other, 'c', Promise.resolve(third));
  await clock.settle();
  expect(isKept(kept, 'a', 'b', 'c')).toEqual([false, true, true]);
  // Larger than all may be: shared all the same, alone.
  kept.keep(other, 'd', Promise.resolve(100 * CATCH_UP_MAX_CHARS));
  await clock.settle();
  expect(isKept(kept, 'b', 'c', 'd')).toEqual([false, false, true]);
  clock.spend(1_000);
  expect(isKept(kept, 'd')).toEqual([false]);
});

it('SYNC-7 a read that fails is not shared', async () => {
  const clock = fakeClock();
  const kept = new KeptAnswers<number>(clock, 3, () => 1);
  kept.keep(room, 'a', Promise.reject(new Error('down')));
  expect(isKept(kept, 'a')).toEqual([true]);
  await clock.settle();
  expect(isKept(kept, 'a')).toEqual([false]);
});
