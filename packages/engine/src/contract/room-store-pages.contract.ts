/** RoomStore: lists in every order and pages of them. */
import { bestOf, compareKeys, keyOf } from '@parley/model';
import { type CommentId, ORDERS, type Page, type VoteValue } from '@parley/protocol';
import { type Bench, below, found, guest, idOf, inWindow, type OnStore, uuid } from './room-store-bench.ts';
import type { TestApi } from './test-api.ts';

const ann = guest('ann');
const bob = guest('bob');

/** Numbers that look random and are the same each time. Lehmer's generator, Park and Miller, CACM 31 (1988), 1192–1201. */
function lehmer(seed: number): (below: number) => number {
  let state = seed;
  return (limit) => {
    state = (state * 48_271) % 0x7fffffff;
    return state % limit;
  };
}

/** A thread with long and short lists, four levels deep, equal times, votes and a few placeholders. */
async function thread(t: Bench, size = 120): Promise<CommentId[]> {
  const next = lehmer(7);
  const ids: CommentId[] = [];
  const depths = new Map<CommentId, number>();
  for (let i = 0; i < size; i += 1) {
    t.now += next(3) === 0 ? 1 : 0;
    const chosen = ids[next(Math.max(1, ids.length))];
    const parent = chosen && next(3) > 0 && (depths.get(chosen) ?? 0) < 4 ? chosen : null;
    const post = t.post(next(2) ? ann : bob, `comment ${i}`, { parent });
    ids.push(idOf(post));
    depths.set(idOf(post), parent ? (depths.get(parent) ?? 0) + 1 : 0);
    const votes = ids.slice(-3).map((id) => t.vote(guest(`voter ${next(9)}`), id, (next(3) - 1) as VoteValue));
    await t.commit(post, ...votes);
  }
  await t.commit(t.remove(ann, found(ids[3])), t.remove(bob, found(ids[3])));
  return ids;
}

export function roomStorePages({ it, expect }: TestApi, onStore: OnStore): void {
  /** Every window of a page holds exactly what stands in its interval of the whole room. */
  async function expectWhole(t: Bench, page: Page): Promise<void> {
    const all = await t.all();
    for (const window of page.windows) {
      expect(below(page, window.parent)).toEqual(inWindow(window, all));
    }
    const shown = new Set(page.windows.flatMap((window) => below(page, window.parent)));
    expect(page.content.map((part) => part.id).sort()).toEqual([...shown].sort());
    expect(page.tallies.map((tally) => tally.id)).toEqual(page.content.map((part) => part.id));
    expect(page).toMatchObject({ head: all.to, summary: all.summary, epoch: all.epoch });
    expect(new Set(page.windows.map((window) => window.parent)).size).toBe(page.windows.length);
  }

  it(
    'ORD-1 ORD-3 every order walks the whole list, by pages of seven',
    onStore(async (t) => {
      await thread(t);
      const all = await t.all();
      const tallyOf = new Map(all.tallies.map((tally) => [tally.id, tally]));
      const top = all.content.filter((part) => part.parent === null);
      for (const order of ORDERS) {
        const keyed = top.map((part) => ({ id: part.id, key: keyOf(order, part, found(tallyOf.get(part.id))) }));
        const wanted = keyed.sort((a, b) => compareKeys(order, a.key, b.key)).map(({ id }) => id);
        const forwards: CommentId[] = [];
        let page = found(await t.page({ order, limit: 7, replies: 0 }));
        expect(page.windows[0]?.first).toBeNull();
        for (;;) {
          await expectWhole(t, page);
          forwards.push(...below(page, null));
          const last = found(page.windows[0]).last;
          if (last === null) break;
          expect(below(page, null)).toHaveLength(7);
          page = found(await t.page({ order, limit: 7, replies: 0, from: { at: 'after', key: last } }));
        }
        expect(forwards).toEqual(wanted);
        const backwards = [...below(page, null)];
        for (let first = found(page.windows[0]).first; first !== null; ) {
          page = found(await t.page({ order, limit: 7, replies: 0, from: { at: 'before', key: first } }));
          await expectWhole(t, page);
          backwards.unshift(...below(page, null));
          first = found(page.windows[0]).first;
        }
        expect(backwards).toEqual(wanted);
      }
    }),
  );

  it(
    'ORD-2 best is the number of the model, and stored',
    onStore(async (t) => {
      await thread(t, 60);
      await t.reopen();
      for (const { up, down, best } of (await t.all()).tallies) expect(best).toBe(bestOf(up, down));
    }),
  );

  it(
    'PAGE-1 a page beyond either end is empty and open there',
    onStore(async (t) => {
      await t.posted('one', 'two');
      const key = [t.now, 1];
      const after = found(await t.page({ from: { at: 'after', key } }));
      expect(after).toMatchObject({ content: [], windows: [{ parent: null, order: 'newest', first: key, last: null }] });
      const before = found(await t.page({ order: 'oldest', from: { at: 'before', key } }));
      expect(before).toMatchObject({ content: [], windows: [{ first: null, last: key }] });
      const whole = found(await t.page({ from: { at: 'after', key: [t.now + 1, 9] } }));
      expect(whole.windows[0]).toEqual({ parent: null, order: 'newest', first: null, last: null });
      expect(whole.content.map((part) => part.body)).toEqual(['two', 'one']);
    }),
  );

  it(
    'PAGE-1 a room that is not there gives an empty page at head 0',
    onStore(async (t) => {
      expect(await t.page({ order: 'best', person: ann.person })).toEqual({
        epoch: await t.store.epoch(),
        head: 0,
        summary: { title: '', status: 'open', comments: 0, topLevel: 0 },
        windows: [{ parent: null, order: 'best', first: null, last: null }],
        content: [],
        tallies: [],
        mine: [],
      });
      expect(await t.above({ epoch: await t.store.epoch(), rev: 0 })).toMatchObject({ from: 0, to: 0, content: [] });
    }),
  );

  it(
    'PAGE-2 pages by cursor skip and repeat nothing while others are inserted',
    onStore(async (t) => {
      const ids = await t.posted(...Array.from({ length: 40 }, (_, i) => `comment ${i}`));
      const seen: CommentId[] = [];
      let page = found(await t.page({ limit: 6 }));
      for (;;) {
        seen.push(...below(page, null));
        const last = found(page.windows[0]).last;
        if (last === null) break;
        const [next] = await Promise.all([t.page({ limit: 6, from: { at: 'after', key: last } }), t.posted('meanwhile')]);
        page = found(next);
        expect(page.windows[0]?.first).not.toBeNull();
      }
      expect(seen).toEqual([...ids].reverse());
    }),
  );

  it(
    'PAGE-3 first replies come level by level, whole lists as open windows, the rest by their key',
    onStore(async (t) => {
      const top = t.post(ann, 'top');
      const replies = [1, 2, 3, 4, 5].map((i) => t.post(bob, `reply ${i}`, { parent: idOf(top) }));
      const deeper = [1, 2].map((i) => t.post(ann, `deeper ${i}`, { parent: idOf(found(replies[0])) }));
      await t.commit(top, ...replies, ...deeper);
      const page = found(await t.page({ replies: 3 }));
      await expectWhole(t, page);
      expect(page.content.map((part) => part.body)).toEqual(['top', 'reply 1', 'reply 2', 'reply 3', 'deeper 1', 'deeper 2']);
      expect(page.windows).toEqual([
        { parent: null, order: 'newest', first: null, last: null },
        { parent: idOf(top), order: 'oldest', first: null, last: [t.now, 4] },
        { parent: idOf(found(replies[0])), order: 'oldest', first: null, last: null },
      ]);
      const more = found(await t.page({ parent: idOf(top), order: 'oldest', from: { at: 'after', key: [t.now, 4] } }));
      expect(below(more, idOf(top))).toEqual(replies.slice(3).map(idOf));
    }),
  );

  it(
    'PAGE-3 the total bounds all rows, upper levels first',
    onStore(async (t) => {
      await thread(t);
      for (const total of [20, 21, 33, 50, 200]) {
        const page = found(await t.page({ limit: 20, replies: 3, total }));
        expect(page.content.length).toBeLessThanOrEqual(total);
        await expectWhole(t, page);
        const depths = page.content.map((part) => part.depth);
        expect(depths).toEqual([...depths].sort((a, b) => a - b));
        const closed = page.tallies.filter((tally) => tally.replyCount > 0 && !page.windows.some((w) => w.parent === tally.id));
        if (closed.length > 0) expect(page.content.length).toBe(total);
      }
    }),
  );

  it(
    'PAGE-4 a page around a comment shows it and every ancestor, each in its list',
    onStore(async (t) => {
      const ids = await thread(t);
      const parts = new Map((await t.all()).content.map((part) => [part.id, part]));
      for (const id of ids.filter((_, i) => i % 5 === 0)) {
        for (const order of ORDERS) {
          const page = found(await t.page({ order, limit: 5, replies: 2, total: 60, from: { at: 'around', comment: id } }));
          await expectWhole(t, page);
          expect(page.windows[0]).toMatchObject({ parent: null, order });
          expect(page.content.length).toBeLessThanOrEqual(60);
          for (let part = parts.get(id); part; part = part.parent === null ? undefined : parts.get(part.parent)) {
            expect(below(page, part.parent)).toContain(part.id);
            expect(page.windows.map((window) => window.parent)).toContain(part.parent);
          }
        }
      }
    }),
  );

  it(
    'PAGE-4 the deepest comment is reached within the smallest total',
    onStore(async (t) => {
      const path = [t.post(ann, 'level 0')];
      for (let i = 1; i <= 50; i += 1) path.push(t.post(ann, `level ${i}`, { parent: idOf(found(path.at(-1))) }));
      await t.commit(...path, ...Array.from({ length: 30 }, (_, i) => t.post(bob, `other ${i}`)));
      const page = found(await t.page({ limit: 20, total: 60, from: { at: 'around', comment: idOf(found(path.at(-1))) } }));
      expect(page.content.length).toBeLessThanOrEqual(60);
      expect(new Set(page.content.map((part) => part.id))).toEqual(new Set([...below(page, null), ...path.map(idOf)]));
      await expectWhole(t, page);
    }),
  );

  it(
    'PAGE-6 a page around or below what is not in this room is none',
    onStore(async (t) => {
      const [id] = await t.posted('here');
      const unknown = uuid(0xffff) as CommentId;
      expect(await t.page({ from: { at: 'around', comment: unknown } })).toBeUndefined();
      expect(await t.page({ parent: unknown })).toBeUndefined();
      expect(await t.page({ parent: found(id), from: { at: 'around', comment: found(id) } })).toBeUndefined();
      const other = { ...(await t.page()), parent: null, order: 'newest', from: { at: 'around', comment: found(id) } } as const;
      const elsewhere = await t.store.readPage('elsewhere' as never, { ...other, limit: 5, replies: 1, total: 9, person: null });
      expect(elsewhere).toBeUndefined();
    }),
  );
}
