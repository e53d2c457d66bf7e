import { type Page, refuse } from '@parley/protocol';
import { describe, expect, it } from 'vitest';
import { settled } from '../../test/fakes.ts';
import {
  content,
  EPOCH,
  frameOf,
  idOf,
  keyOfNumber,
  ME,
  newComments,
  pageOf,
  scripted,
  tally,
  welcomeOf,
} from '../../test/scripted-room.ts';

const bestWindow = (last: number[] | null) => [{ parent: null, order: 'best' as const, first: null, last }];
const reply = (n: number, to: number) => content(n, { parent: idOf(to), root: idOf(to), depth: 1 });

describe('reading pages', () => {
  it('WIN-2 rows that arrive while a page is under way belong to it', async () => {
    const t = scripted();
    await t.join(pageOf(9, [9, 8], {}, { last: keyOfNumber(8) }));
    const more = t.client.showMore(null, 'after');
    const request = await t.take('read-page');
    const edited = content(7, { body: 'edited', editCount: 1, contentRev: 10 });
    await t.line().tell('room-changed', frameOf(9, 10, { content: [edited] }));
    request.answer(pageOf(9, [7, 6], {}, { first: keyOfNumber(8) }));
    await more;
    expect(t.top()).toEqual([9, 8, 7, 6]);
    expect(t.client.view.top.comments[2]?.body).toBe('edited');
  });

  it('PAGE-1 a page whose bound is its own first row joins the key it was asked after', async () => {
    const t = scripted();
    await t.join(pageOf(9, [9, 8], {}, { last: keyOfNumber(8) }));
    const more = t.client.showMore(null, 'after');
    (await t.take('read-page')).answer(pageOf(9, [7, 6], {}, { first: keyOfNumber(7) }));
    await more;
    expect(t.top()).toEqual([9, 8, 7, 6]);
  });

  it('PAGE-5 a page asked again after a lost line states the new cursor', async () => {
    const t = scripted();
    await t.join(pageOf(9, [9, 8], {}, { last: keyOfNumber(8) }));
    const more = t.client.showMore(null, 'after');
    await t.take('read-page');
    expect(t.client.view.top.loading).toBe(true);
    await t.line().cut();
    await t.clock.pass(1_000);
    await t.line().tell('welcome', welcomeOf({ kind: 'catch-up', mine: [], frame: newComments(9, 10) }));
    const again = await t.take('read-page');
    expect(again.payload.rev).toBe(10);
    again.answer(pageOf(10, [7], {}, { first: keyOfNumber(8) }));
    await more;
    expect([t.top(), t.client.view.top.loading]).toEqual([[10, 9, 8, 7], false]);
  });

  it('PAGE-1 a page that is refused says so in its list, and slow-down is waited out', async () => {
    const t = scripted();
    await t.join(pageOf(9, [9, 8], {}, { last: keyOfNumber(8) }));
    const more = t.client.showMore(null, 'after');
    (await t.take('read-page')).refuse(refuse('slow-down', { retryAfterMs: 100 }));
    await t.clock.pass(100);
    (await t.take('read-page')).refuse(refuse('no-such-room'));
    await more;
    expect(t.client.view.top).toMatchObject({ loading: false, fault: { code: 'no-such-room' } });
  });

  it('PAGE-4 showing a comment opens its list and those of its ancestors', async () => {
    const t = scripted();
    await t.join(pageOf(9, [9, 8], {}, { last: keyOfNumber(8) }));
    const shown = t.client.showComment(idOf(5));
    const request = await t.take('read-page');
    expect(request.payload).toMatchObject({ parent: null, from: { at: 'around', comment: idOf(5) } });
    const windows = [
      { parent: null, order: 'newest' as const, first: keyOfNumber(3), last: keyOfNumber(3) },
      { parent: idOf(3), order: 'oldest' as const, first: keyOfNumber(5), last: null },
    ];
    request.answer(
      pageOf(9, [3], { windows, content: [content(3), reply(5, 3)], tallies: [tally(3, { replyCount: 2 }), tally(5)] }),
    );
    expect(await shown).toBe(true);
    expect(t.top()).toEqual([3]);
    expect(t.client.view.top).toMatchObject({ hasBefore: true, hasAfter: true });
    expect(t.client.view.top.comments[0]?.replies).toMatchObject({
      hasBefore: true,
      hasAfter: false,
      hiddenCount: 1,
      comments: [{ id: idOf(5) }],
    });
    expect(await t.client.showComment(idOf(5))).toBe(true);
  });

  it('PAGE-6 a comment that is not in this room is not shown', async () => {
    const t = scripted();
    await t.join(pageOf(9, [9]));
    const shown = t.client.showComment(idOf(5));
    (await t.take('read-page')).refuse(refuse('not-found'));
    expect(await shown).toBe(false);
    expect(t.top()).toEqual([9]);
  });

  it('SAFE-4 choosing an order reads it anew and shows it as it is', async () => {
    const t = scripted();
    await t.join(pageOf(3, [3, 2, 1]));
    const chosen = t.client.setOrder('oldest');
    expect([t.client.view.order, t.client.view.top.loading, t.top()]).toEqual(['oldest', true, [3, 2, 1]]);
    const windows = [{ parent: null, order: 'oldest' as const, first: null, last: null }];
    (await t.take('read-page')).answer(pageOf(3, [3, 2, 1], { windows }));
    await chosen;
    expect([t.client.view.top.order, t.top()]).toEqual(['oldest', [1, 2, 3]]);
  });

  it('WIN-3 new comments that are in no window are counted and shown on asking', async () => {
    const t = scripted();
    await t.join(pageOf(9, [3], {}, { first: keyOfNumber(3), last: keyOfNumber(3) }));
    await t.line().tell('room-changed', newComments(9, 10, 11));
    expect(t.client.view).toMatchObject({ newTotal: 2, top: { newCount: 2 } });
    t.client.showNew(null);
    const request = await t.take('read-page');
    expect(request.payload).toMatchObject({ from: { at: 'around', comment: idOf(11) } });
    request.answer(pageOf(11, [11, 10], {}, { last: keyOfNumber(10) }));
    await settled();
    expect([t.top(), t.client.view.newTotal]).toEqual([[11, 10], 0]);
  });

  it('SAFE-2 own comments are never counted as new', async () => {
    const t = scripted();
    await t.join(pageOf(9, [3], {}, { first: keyOfNumber(3), last: keyOfNumber(3) }), { me: ME });
    const mine = frameOf(9, 10, { content: [content(10, { author: { tag: ME, name: null } })], tallies: [tally(10)] });
    await t.line().tell('room-changed', mine);
    expect(t.client.view.newTotal).toBe(0);
  });

  it('WIN-5 a comment voted into a best list is fetched, and shown where nothing read moves', async () => {
    const t = scripted({ order: 'best' });
    const page = pageOf(9, [9, 8], {
      windows: bestWindow([50, 8000, 8]),
      tallies: [tally(9, { best: 90 }), tally(8, { best: 50 })],
    });
    await t.join(page);
    await t
      .line()
      .tell(
        'room-changed',
        frameOf(9, 10, { tallies: [tally(4, { best: 70, up: 3, tallyRev: 10 }), tally(5, { best: 10, tallyRev: 10 })] }),
      );
    const request = await t.take('read-comments');
    expect(request.payload).toEqual({ comments: [idOf(4)], rev: 10 });
    request.answer(
      pageOf(10, [], { windows: [], content: [content(4)], tallies: [tally(4, { best: 70, up: 3, tallyRev: 10 })] }),
    );
    await settled();
    expect(t.top()).toEqual([9, 4, 8]);
  });

  it('WIN-5 a reply that was fetched once is not fetched again', async () => {
    const t = scripted({ order: 'best' });
    await t.join(pageOf(9, [9], { windows: bestWindow([50, 9000, 9]), tallies: [tally(9, { best: 50 })] }));
    await t.line().tell('room-changed', frameOf(9, 10, { tallies: [tally(4, { best: 70, tallyRev: 10 })] }));
    (await t.take('read-comments')).answer(
      pageOf(10, [], { windows: [], content: [reply(4, 3)], tallies: [tally(4, { best: 70, tallyRev: 10 })] }),
    );
    await settled();
    await t.line().tell('room-changed', frameOf(10, 11, { tallies: [tally(4, { best: 80, tallyRev: 11 })] }));
    expect(t.line().sent).toEqual([]);
  });

  it('EDIT-4 revisions are read', async () => {
    const t = scripted();
    await t.join(pageOf(1, [1]));
    const asked = t.client.readRevisions(idOf(1));
    const revision = { number: 0, body: 'first', writtenAt: 1, replacedAt: 2, replies: 0 };
    (await t.take('read-revisions')).answer({ comment: idOf(1), revisions: [revision] });
    expect(await asked).toEqual({ ok: true, value: [revision] });
  });
});

describe('own votes', () => {
  it('MINE-1 a client that starts from a rendered page asks for its own votes once', async () => {
    const t = scripted({ snapshot: pageOf(4, [4]) });
    t.storage.set('parley:https://talk.example:guest', 'mine');
    t.client.connect();
    await settled();
    await t.line().tell('welcome', welcomeOf({ kind: 'catch-up', mine: [], frame: frameOf(4, 4) }, { me: ME }));
    await t.identify();
    await t.line().tell('mine-changed', { epoch: EPOCH, facts: [{ comment: idOf(4), value: 1, rev: 2 }] });
    expect(t.client.view.top.comments[0]).toMatchObject({ myVote: 1, score: 0 });
    await t.line().cut();
    await t.clock.pass(1_000);
    await t.line().tell('welcome', welcomeOf({ kind: 'catch-up', mine: [], frame: frameOf(4, 4) }, { me: ME }));
    expect(t.line().sent).toEqual([]);
  });

  it('MINE-2 own votes of another epoch are not believed', async () => {
    const t = scripted();
    await t.join(pageOf(4, [4]), { me: ME });
    await t.line().tell('mine-changed', { epoch: 'other' as typeof EPOCH, facts: [{ comment: idOf(4), value: 1, rev: 2 }] });
    expect(t.client.view.top.comments[0]?.myVote).toBe(0);
  });
});

describe('a reset', () => {
  async function resetWith(t: ReturnType<typeof scripted>, change: Partial<Page> = {}) {
    await t.line().cut();
    await t.clock.pass(1_000);
    expect(t.line().hello).toMatchObject({ resume: { epoch: EPOCH }, around: idOf(8) });
    const page = { ...pageOf(50, [20, 9, 8], change, { last: keyOfNumber(8) }), epoch: 'two' as typeof EPOCH };
    await t.line().tell('welcome', welcomeOf({ kind: 'snapshot', page }));
  }
  async function reading() {
    const t = scripted();
    await t.join(pageOf(10, [9, 8, 7, 6], {}, { last: keyOfNumber(6) }));
    expect(t.top()).toEqual([9, 8, 7, 6]);
    t.client.setReading({ first: idOf(8), last: idOf(7) });
    return t;
  }

  it('WIN-6 reads what was open again and shows the difference without moving what is read', async () => {
    const t = await reading();
    await resetWith(t);
    expect([t.client.view.status, t.top()]).toEqual(['reconnecting', [9, 8, 7, 6]]);
    const request = await t.take('read-page');
    expect(request.payload).toMatchObject({ from: { at: 'after', key: keyOfNumber(8) }, rev: 50 });
    request.answer({ ...pageOf(50, [7, 6, 5], {}, { first: keyOfNumber(8) }), epoch: 'two' });
    await settled();
    expect(t.client.view.status).toBe('live');
    expect([t.top(), t.client.view.top.newCount]).toEqual([[9, 8, 7, 6, 5], 1]);
  });

  it('WIN-6 frames that come meanwhile are in what is shown after it', async () => {
    const t = await reading();
    await resetWith(t);
    const edited = content(8, { body: 'edited', contentRev: 51 });
    await t.line().tell('room-changed', { ...frameOf(50, 51, { content: [edited] }), epoch: 'two' as typeof EPOCH });
    (await t.take('read-page')).answer({ ...pageOf(51, [7, 6], {}, { first: keyOfNumber(8) }), epoch: 'two' });
    await settled();
    expect(t.client.view.top.comments[1]?.body).toBe('edited');
  });

  it('WIN-6 replies asked for from where they ended before it leave no hole in the list', async () => {
    const t = scripted();
    const keyOr = (n: number | null) => (n === null ? null : keyOfNumber(n));
    const replies = (first: number | null, last: number | null) =>
      ({ parent: idOf(9), order: 'oldest', first: keyOr(first), last: keyOr(last) }) as const;
    const [window] = pageOf(10, []).windows as [Page['windows'][number]];
    const held = pageOf(10, [9, 8, 7], { windows: [{ ...window, last: keyOfNumber(7) }, replies(null, 10)] });
    const top = [tally(9, { replyCount: 2 }), tally(8), tally(7)];
    await t.join({ ...held, content: [...held.content, reply(10, 9)], tallies: [...top, tally(10)] });
    t.client.setReading({ first: idOf(8), last: idOf(8) });
    await resetWith(t, { tallies: [tally(20), ...top] });
    const again = await t.take('read-page');
    const more = t.client.showMore(idOf(9), 'after');
    const rest = { windows: [replies(11, null)], content: [reply(11, 9)], tallies: [tally(11)] };
    (await t.take('read-page')).answer({ ...pageOf(50, [], rest), epoch: 'two' });
    await more;
    again.answer({ ...pageOf(50, [7], {}, { first: keyOfNumber(7) }), epoch: 'two' });
    const first = { windows: [replies(null, 11)], content: [reply(10, 9), reply(11, 9)], tallies: [tally(10), tally(11)] };
    (await t.take('read-page')).answer({ ...pageOf(50, [], first), epoch: 'two' });
    await settled();
    expect(t.client.view.top.comments.find(({ id }) => id === idOf(9))?.replies.comments.map(({ id }) => id)).toEqual([
      idOf(10),
      idOf(11),
    ]);
  });

  it('WIN-6 a line lost during it leaves what was shown, and the next one starts over', async () => {
    const t = await reading();
    await resetWith(t);
    await t.line().cut();
    expect(t.top()).toEqual([9, 8, 7, 6]);
    await t.clock.pass(30_000);
    expect(t.line().hello.resume).toEqual({ epoch: EPOCH, rev: 10 });
    await t.line().tell('welcome', welcomeOf({ kind: 'catch-up', mine: [], frame: newComments(10, 11) }));
    expect([t.client.view.status, t.client.view.top.newCount]).toEqual(['live', 1]);
  });
});
