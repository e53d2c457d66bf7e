import type { CommentId, Order, Page, PageFrom } from '@parley/protocol';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EPOCH, idOf, ToyRoom } from '../test/toy-room.ts';
import { applyFrame, mergeRows, stateOfPage } from './apply.ts';
import { compareKeys } from './order-keys.ts';
import type { ListId, RoomState } from './room-state.ts';
import { covers, enteringComments, joinWindows, listsOf, mergePage, prune } from './windows.ts';

/** A viewer of a toy room that does what a client does: frames in order, pages with a delay, fetches, pruning. */
class Viewer {
  state: RoomState;
  #underWay: { deliver: () => void }[] = [];
  readonly #outside = new Set<CommentId>();
  readonly seen = { joined: 0, replaced: 0, late: 0, fetched: 0, pruned: 0 };

  constructor(
    readonly room: ToyRoom,
    readonly order: Order,
  ) {
    this.state = stateOfPage(room.page(null, order, { at: 'start' }, 3));
  }

  hear(): void {
    const { placement, state } = applyFrame(this.state, this.room.frame(this.state.cursor));
    if (placement === 'apply') this.state = state;
    this.#fetch();
    this.#tidy();
  }

  /** The server reads the page now; it arrives later. */
  ask(parent: ListId, order: Order, from: PageFrom): void {
    const page = this.room.page(parent, order, from, 3);
    this.#underWay.push({ deliver: () => this.#merge(page, from) });
  }

  more(parent: ListId, side: 'before' | 'after'): void {
    const window = this.state.windows.get(parent);
    const key = side === 'before' ? window?.first : window?.last;
    if (window && key) this.ask(parent, window.order, { at: side, key: key.slice() });
    else if (!window && parent && this.state.content.has(parent)) this.ask(parent, 'oldest', { at: 'start' });
  }

  arrive(): void {
    this.#underWay.shift()?.deliver();
    this.#fetch();
    this.#tidy();
  }

  settle(): void {
    while (this.#underWay.length > 0) this.arrive();
    this.hear();
  }

  #merge(page: Page, from: PageFrom): void {
    const held = this.state.windows.get(page.windows[0]?.parent ?? null);
    const how = from.at === 'start' || from.at === 'around' ? 'replace' : 'join';
    if (page.head < this.state.cursor) this.seen.late += 1;
    if (held && page.windows[0]) this.seen[joinWindows(held, page.windows[0]) ? 'joined' : 'replaced'] += 1;
    this.state = mergePage(mergeRows(this.state, page), page, how);
  }

  #fetch(): void {
    const wanted = enteringComments(this.state).filter((id) => !this.#outside.has(id));
    for (const id of wanted) {
      const content = this.room.content.get(id)!;
      if (content.parent !== null) this.#outside.add(id);
      this.state = mergeRows(this.state, { content: [content], tallies: [this.room.tallies.get(id)!] });
      this.seen.fetched += 1;
    }
  }

  #tidy(): void {
    if (this.#underWay.length > 0) return;
    const before = this.state.content.size;
    this.state = prune(this.state, []);
    this.seen.pruned += before - this.state.content.size;
  }
}

/** What each window ought to show: the room's own list, cut to the interval. */
function expectWindows(viewer: Viewer): void {
  const { state, room } = viewer;
  for (const [parent, window] of state.windows) {
    const truth = room.list(parent, window.order).filter((id) => covers(window, room.key(window.order, id)));
    expect(listsOf(state).get(parent) ?? []).toEqual(truth);
    for (const id of truth) {
      expect(state.content.get(id)).toEqual(room.content.get(id));
      expect(state.tallies.get(id)).toEqual(room.tallies.get(id));
    }
  }
}

const step = fc.record({ act: fc.integer({ min: 0, max: 11 }), pick: fc.nat(1_000), up: fc.boolean() });

function run(order: Order, steps: readonly { act: number; pick: number; up: boolean }[]): Viewer {
  const room = new ToyRoom();
  for (let n = 0; n < 8; n += 1) room.post(n % 3 === 2 ? idOf(1) : null);
  const viewer = new Viewer(room, order);
  for (const { act, pick, up } of steps) {
    const any = room.ids[pick % room.ids.length]!;
    if (act <= 1) room.post(null);
    else if (act === 2) room.post(any);
    else if (act <= 4) room.vote(any, up);
    else if (act === 5) room.edit(any, `text ${pick}`);
    else if (act <= 7) viewer.hear();
    else if (act === 8) viewer.arrive();
    else if (act === 9) viewer.more(up ? null : any, pick % 2 ? 'before' : 'after');
    else if (act === 10 && pick % 4 === 0) viewer.ask(null, order, { at: 'around', comment: any });
    else if (act === 11 && pick % 4 === 0) viewer.ask(null, order, { at: 'start' });
  }
  viewer.settle();
  return viewer;
}

function roomOf(count: number): ToyRoom {
  const room = new ToyRoom();
  for (let n = 0; n < count; n += 1) room.post(null);
  return room;
}

describe('windows of a viewer', () => {
  it.each(['newest', 'oldest', 'best'] as const)('WIN-2 end equal to the room cut to the same intervals, in %s', (order) => {
    const seen = { joined: 0, replaced: 0, late: 0, fetched: 0, pruned: 0 };
    fc.assert(
      fc.property(fc.array(step, { minLength: 20, maxLength: 120 }), (steps) => {
        const viewer = run(order, steps);
        for (const key of Object.keys(seen) as (keyof typeof seen)[]) seen[key] += viewer.seen[key];
        expectWindows(viewer);
      }),
      { numRuns: 300, seed: 7 },
    );
    // The rare states were reached, or the run proves little.
    expect(Math.min(seen.joined, seen.replaced, seen.late, seen.pruned)).toBeGreaterThan(0);
    if (order === 'best') expect(seen.fetched).toBeGreaterThan(0);
  });

  it('WIN-1 an open end takes whatever comes there, a closed one only what lies inside', () => {
    const window = { parent: null, order: 'newest' as const, first: null, last: [5, 5] };
    expect(covers(window, [900, 1])).toBe(true);
    expect(covers(window, [5, 5])).toBe(true);
    expect(covers(window, [5, 4])).toBe(false);
  });

  it('WIN-2 intervals join exactly when no key fits between them', () => {
    const bound = fc.option(fc.integer({ min: 0, max: 20 }), { nil: null });
    const interval = fc.tuple(bound, bound).filter(([a, b]) => a === null || b === null || a <= b);
    fc.assert(
      fc.property(interval, interval, (a, b) => {
        const windowOf = ([first, last]: readonly [number | null, number | null]) => ({
          ...{ parent: null, order: 'oldest' as const },
          ...{ first: first === null ? null : [first, 0], last: last === null ? null : [last, 0] },
        });
        const joined = joinWindows(windowOf(a), windowOf(b));
        for (let n = -1; joined && n <= 21; n += 1) {
          const inside = covers(windowOf(a), [n, 0]) || covers(windowOf(b), [n, 0]);
          expect(covers(joined, [n, 0])).toBe(inside);
        }
        const apart = (x: typeof a, y: typeof a) => x[1] !== null && y[0] !== null && x[1] < y[0];
        expect(joined === undefined).toBe(apart(a, b) || apart(b, a));
      }),
    );
  });

  it('WIN-3 a new comment in no window counts at its list, or at the room when the list is not known', () => {
    const room = new ToyRoom();
    for (let n = 0; n < 8; n += 1) room.post(null);
    room.post(idOf(1));
    let state = prune(stateOfPage(room.page(null, 'oldest', { at: 'after', key: room.key('oldest', idOf(2)) }, 3)), []);
    room.post(null);
    room.post(idOf(1));
    room.post(idOf(4));
    state = applyFrame(state, room.frame(9)).state;
    expect([...state.news].map(([id, { list }]) => [id, list])).toEqual([
      [idOf(10), null],
      [idOf(11), undefined],
    ]);
    expect(listsOf(state).get(idOf(4))).toEqual([idOf(12)]);
  });

  it('WIN-4 the first reply to a comment belongs to its empty window', () => {
    const room = new ToyRoom();
    room.post(null);
    let state = stateOfPage(room.page(null, 'newest', { at: 'start' }, 3));
    room.post(idOf(1));
    state = applyFrame(state, room.frame(1)).state;
    expect(listsOf(state).get(idOf(1))).toEqual([idOf(2)]);
  });

  it('WIN-5 a vote on an unknown comment asks for it only when it may enter the list', () => {
    const room = new ToyRoom();
    for (let n = 0; n < 6; n += 1) room.post(null);
    for (const n of [1, 2, 3]) room.vote(idOf(n), true);
    let state = prune(stateOfPage(room.page(null, 'best', { at: 'start' }, 3)), []);
    room.vote(idOf(5), false);
    state = applyFrame(state, room.frame(state.cursor)).state;
    expect(enteringComments(state)).toEqual([]);
    room.vote(idOf(6), true);
    state = applyFrame(state, room.frame(state.cursor)).state;
    expect(enteringComments(state)).toEqual([idOf(6)]);
    expect(state.epoch).toBe(EPOCH);
    expect(compareKeys('best', [2, 0], [1, 0])).toBeLessThan(0);
  });

  it('WIN-2 a page from the start takes the place of a window it does not touch; a page beside it that does not touch is left alone', () => {
    const room = roomOf(9);
    const middle = stateOfPage(room.page(null, 'oldest', { at: 'after', key: room.key('oldest', idOf(5)) }, 2));
    const start = room.page(null, 'oldest', { at: 'start' }, 2);
    const idsAfter = (how: 'join' | 'replace') => listsOf(mergePage(mergeRows(middle, start), start, how)).get(null);
    expect(idsAfter('replace')).toEqual([idOf(1), idOf(2)]);
    expect(idsAfter('join')).toEqual([idOf(6), idOf(7)]);
  });

  it('WIN-2 nothing a window reaches is pruned, and pinned comments stay with what hangs below them', () => {
    const room = new ToyRoom();
    for (let n = 0; n < 6; n += 1) room.post(null);
    room.post(idOf(6));
    const state = stateOfPage(room.page(null, 'newest', { at: 'start' }, 6));
    const cut = mergePage(
      { ...state, windows: new Map([...state.windows].filter(([id]) => id !== null)) },
      room.page(null, 'oldest', { at: 'start' }, 2),
      'replace',
    );
    expect(prune(cut, []).content.has(idOf(6))).toBe(false);
    const pinned = prune(cut, [idOf(6)]);
    expect([pinned.content.has(idOf(6)), pinned.content.has(idOf(7)), pinned.content.has(idOf(5))]).toEqual([true, true, false]);
  });
});
