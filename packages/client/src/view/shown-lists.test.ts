import type { CommentId } from '@parley/protocol';
import { describe, expect, it } from 'vitest';
import type { Pace, Reading } from '../api.ts';
import { createShownLists } from './shown-lists.ts';

const id = (name: string) => name as CommentId;

function shownOf(lists: Record<string, readonly string[]>) {
  const shown = createShownLists();
  let truth = lists;
  const own = new Set<string>();
  const gone = new Set<string>();
  const update = (pace: Pace = 'buffered', reading: readonly [string, string] | null = null) => {
    const map = new Map(Object.entries(truth).map(([list, ids]) => [list === 'top' ? null : id(list), ids.map(id)]));
    const at: Reading | null = reading && { first: id(reading[0]), last: id(reading[1]) };
    shown.update({ lists: map, isHeld: (c) => !gone.has(c), isOwn: (c) => own.has(c) }, pace, at, []);
  };
  update();
  return {
    ...{ shown, own, gone },
    /** Changes the truth and shows as much of it as may be. */
    now(change: Record<string, readonly string[]>, pace: Pace = 'buffered', reading: readonly [string, string] | null = null) {
      truth = { ...truth, ...change };
      update(pace, reading);
      return [...shown.shown(null)];
    },
    in: (list: string) => [...shown.shown(id(list))],
    waiting: (list: string | null = null) => shown.waiting(list === null ? null : id(list)),
  };
}

describe('what is shown of the true lists', () => {
  it('SAFE-1 what is above the place read waits and is counted; what is below appears', () => {
    const t = shownOf({ top: ['a', 'b', 'c'] });
    expect(t.now({ top: ['x', 'a', 'b', 'y', 'c', 'z'] }, 'buffered', ['b', 'b'])).toEqual(['a', 'b', 'y', 'c', 'z']);
    expect(t.waiting()).toBe(1);
  });

  it('SAFE-1 nothing appears between what is in sight', () => {
    const t = shownOf({ top: ['a', 'b', 'c'] });
    expect(t.now({ top: ['a', 'x', 'b', 'c'] }, 'buffered', ['a', 'b'])).toEqual(['a', 'b', 'c']);
  });

  it('SAFE-1 a reply counts where it stands in the document', () => {
    const t = shownOf({ top: ['a', 'b'], a: ['a1'], b: ['b1'] });
    t.now({ a: ['a1', 'a2'], b: ['b1', 'b2'] }, 'buffered', ['b', 'b']);
    expect([t.in('a'), t.in('b')]).toEqual([['a1'], ['b1', 'b2']]);
    expect([t.waiting('a'), t.waiting('b')]).toEqual([1, 0]);
    t.now({ b: ['b0', 'b1', 'b2'] }, 'buffered', ['b', 'b1']);
    expect(t.in('b')).toEqual(['b1', 'b2']);
  });

  it('SAFE-1 with nothing in sight all appears', () => {
    const t = shownOf({ top: ['a'] });
    expect(t.now({ top: ['x', 'a', 'y'] })).toEqual(['x', 'a', 'y']);
  });

  it('SAFE-1 several waiting comments do not let each other in', () => {
    const t = shownOf({ top: ['a', 'b'] });
    expect(t.now({ top: ['x', 'y', 'a', 'b'] }, 'buffered', ['a', 'a'])).toEqual(['a', 'b']);
    expect(t.waiting()).toBe(2);
  });

  it('SAFE-1 reading what is not shown any more lets nothing in', () => {
    const t = shownOf({ top: ['a'] });
    expect(t.now({ top: ['a', 'x'] }, 'buffered', ['q', 'q'])).toEqual(['a']);
  });

  it('SAFE-2 own comments appear at once at their place', () => {
    const t = shownOf({ top: ['a', 'b'] });
    t.own.add('mine');
    expect(t.now({ top: ['x', 'mine', 'a', 'b'] }, 'buffered', ['a', 'b'])).toEqual(['mine', 'a', 'b']);
    expect(t.waiting()).toBe(1);
  });

  it('SAFE-3 what left its window keeps its place, what is not held any more goes', () => {
    const t = shownOf({ top: ['a', 'b', 'c'] });
    expect(t.now({ top: ['a', 'c'] }, 'buffered', ['a', 'a'])).toEqual(['a', 'b', 'c']);
    t.gone.add('b');
    expect(t.now({}, 'buffered', ['a', 'a'])).toEqual(['a', 'c']);
  });

  it('SAFE-4 a new ranking shows when the reader asks', () => {
    const t = shownOf({ top: ['a', 'b', 'c'] });
    expect(t.now({ top: ['x', 'a', 'b', 'c'] }, 'buffered', ['a', 'c'])).toEqual(['a', 'b', 'c']);
    expect(t.shown.isMoved(null)).toBe(false);
    expect(t.now({ top: ['x', 'c', 'b', 'a'] }, 'buffered', ['a', 'c'])).toEqual(['a', 'b', 'c']);
    expect(t.shown.isMoved(null)).toBe(true);
    t.shown.adopt(null);
    expect(t.now({}, 'buffered', ['a', 'c'])).toEqual(['x', 'c', 'b', 'a']);
    expect(t.shown.isMoved(null)).toBe(false);
  });

  it('SAFE-4 what the reader loaded is let in wherever it stands', () => {
    const t = shownOf({ top: ['c'] });
    t.shown.admit([id('a'), id('b')]);
    expect(t.now({ top: ['new', 'a', 'b', 'c'] }, 'buffered', ['c', 'c'])).toEqual(['a', 'b', 'c']);
  });

  it('SAFE-5 a paused reader sees only their own, a follower all and in its order', () => {
    const t = shownOf({ top: ['a'] });
    t.own.add('mine');
    expect(t.now({ top: ['x', 'mine', 'a', 'y'] }, 'paused')).toEqual(['mine', 'a']);
    expect(t.waiting()).toBe(2);
    expect(t.now({ top: ['y', 'x', 'a', 'mine'] }, 'follow', ['a', 'a'])).toEqual(['y', 'x', 'a', 'mine']);
  });

  it('SAFE-4 the first reply to a comment that is read waits like any other', () => {
    const t = shownOf({ top: ['a', 'b'] });
    t.now({ a: ['a1'] }, 'buffered', ['a', 'b']);
    expect([t.in('a'), t.waiting('a')]).toEqual([[], 1]);
  });

  it('SAFE-2 an own comment that stands in no list is shown beside them, with the replies to it', () => {
    const shown = createShownLists();
    const truth = {
      lists: new Map([
        [null, [id('a')]],
        [id('mine'), [id('reply')]],
      ]),
      isHeld: () => true,
      isOwn: () => false,
    };
    shown.update(truth, 'buffered', null, [id('mine'), id('a')]);
    expect(shown.elsewhere).toEqual(['mine']);
    expect(shown.shown(id('mine'))).toEqual(['reply']);
  });
});
