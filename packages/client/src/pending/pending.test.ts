import { type CommentId, refuse, UNDO_MS } from '@parley/protocol';
import { describe, expect, it } from 'vitest';
import { fakeClock, fakeLocks, settled, sharedStorage } from '../../test/fakes.ts';
import { first, known, mineOf, outboxOf, sentNames, twoComments, viewOf } from '../../test/known-room.ts';
import { EPOCH, frameOf, idOf, ME, pageOf, scripted, tally, welcomeOf } from '../../test/scripted-room.ts';

describe('pending commands', () => {
  it('OUT-2 a lost answer is asked for again under the same id after reconnecting', async () => {
    const t = await known();
    t.client.postComment(null, 'hello');
    const before = await t.take('post-comment');
    await t.line().cut();
    await t.clock.pass(1_000);
    await t.line().tell('welcome', welcomeOf({ kind: 'catch-up', mine: [], frame: frameOf(2, 2) }, { me: ME }));
    const again = await t.take('post-comment');
    expect(again.payload).toEqual(before.payload);
    again.answer({ epoch: EPOCH, rev: 3 });
    await settled();
    await t.line().tell('room-changed', mineOf(again.payload.comment as CommentId, 3, 'hello'));
    expect([outboxOf(t), t.client.view.top.comments.length]).toEqual([[], 3]);
  });

  it('OUT-2 a reload sends what was not answered', async () => {
    const device = sharedStorage();
    const t = await known({}, device);
    t.client.postComment(null, 'hello');
    const before = await t.take('post-comment');
    t.client.close();
    const after = scripted({}, device);
    await after.join(twoComments(), { me: ME });
    expect(first(after)).toMatchObject({ body: 'hello', own: true });
    expect((await after.take('post-comment')).payload).toEqual(before.payload);
  });

  it('OUT-2 what was written offline is sent when there is a line', async () => {
    const t = await known();
    await t.hints.tell('offline');
    t.client.postComment(null, 'hello');
    expect(first(t)?.pending).toEqual({ kind: 'waiting', until: null });
    await t.hints.tell('online');
    await t.line().tell('welcome', welcomeOf({ kind: 'catch-up', mine: [], frame: frameOf(2, 2) }, { me: ME }));
    expect((await t.take('post-comment')).payload).toMatchObject({ body: 'hello' });
  });

  it('OUT-2 entries that cannot be read are never sent', async () => {
    const device = sharedStorage();
    device.held.set('parley:https://talk.example:room:out:x', '{"command":{"kind":"post-comment","body":7}}');
    device.held.set('parley:https://talk.example:room:out:y', 'not json');
    const t = await known({}, device);
    expect([sentNames(t), outboxOf(t)]).toEqual([[], []]);
  });

  it('OUT-3 a refusal keeps the text and says why; discarding gives it back', async () => {
    const t = await known();
    const posted = t.client.postComment(idOf(1), 'hello');
    if (!posted.ok) throw new Error('refused');
    (await t.take('post-comment')).refuse(refuse('gone'));
    await settled();
    expect(viewOf(t, 1)?.replies.comments[0]?.pending).toMatchObject({
      kind: 'refused',
      refusal: { code: 'gone' },
      retryAt: null,
    });
    expect(t.client.discard(posted.value)).toBe('hello');
    expect(viewOf(t, 1)?.replies.comments).toEqual([]);
  });

  it('OUT-3 trying again after a refusal is a new command for the same comment', async () => {
    const t = await known();
    const posted = t.client.postComment(null, 'hello');
    const refusedOne = await t.take('post-comment');
    refusedOne.refuse(refuse('room-locked'));
    await settled();
    if (posted.ok) t.client.retry(posted.value);
    const again = await t.take('post-comment');
    expect(again.payload.comment).toBe(refusedOne.payload.comment);
    expect(again.payload.command).not.toBe(refusedOne.payload.command);
  });

  it('OUT-3 an edit refused as edited elsewhere is tried again from the current text', async () => {
    const t = await known();
    t.client.editComment(idOf(2), 'better');
    expect(viewOf(t, 2)).toMatchObject({ body: 'better', pending: { kind: 'sending' } });
    (await t.take('edit-comment')).refuse(refuse('edited-elsewhere', { current: { body: 'other tab', editCount: 1 } }));
    await settled();
    expect(viewOf(t, 2)?.pending).toMatchObject({ kind: 'refused', refusal: { code: 'edited-elsewhere' } });
    t.client.retry(idOf(2));
    expect((await t.take('edit-comment')).payload).toMatchObject({ body: 'better', editCount: 1 });
  });

  it('OUT-4 slow-down shows when, waits, and sends again by itself', async () => {
    const t = await known();
    t.client.postComment(null, 'hello');
    const before = await t.take('post-comment');
    before.refuse(refuse('slow-down', { retryAfterMs: 5_000 }));
    await settled();
    expect(first(t)?.pending).toMatchObject({ kind: 'refused', refusal: { code: 'slow-down' }, retryAt: t.clock.now() + 5_000 });
    await t.clock.pass(4_999);
    expect(sentNames(t)).toEqual([]);
    await t.clock.pass(1);
    expect((await t.take('post-comment')).payload).toEqual(before.payload);
  });

  it('OUT-4 a passing trouble of the server is waited out', async () => {
    const t = await known();
    t.client.castVote(idOf(1), 1);
    (await t.take('cast-vote')).refuse(refuse('store-unavailable'));
    await t.clock.pass(1_000);
    (await t.take('cast-vote')).refuse(refuse('overloaded'));
    await t.clock.pass(1_999);
    expect(sentNames(t)).toEqual([]);
    await t.clock.pass(1);
    expect(sentNames(t)).toEqual(['cast-vote']);
  });

  it('OUT-4 what waits for the server says that the server is the reason', async () => {
    const t = await known();
    t.client.postComment(null, 'hello');
    (await t.take('post-comment')).refuse(refuse('store-unavailable'));
    await settled();
    const until = t.clock.now() + 1_000;
    expect(first(t)?.pending).toMatchObject({ kind: 'waiting', until, refusal: { code: 'store-unavailable' } });
  });

  it('OUT-4 the first answer after a trouble ends the waits of all that it had held up, and no wait is longer than 10 s', async () => {
    const t = await known();
    t.client.castVote(idOf(1), 1);
    for (const waitMs of [1_000, 2_000, 4_000, 8_000, 10_000]) {
      (await t.take('cast-vote')).refuse(refuse('store-unavailable'));
      await t.clock.pass(waitMs);
    }
    (await t.take('cast-vote')).refuse(refuse('store-unavailable'));
    await settled();
    expect(sentNames(t)).toEqual([]);
    t.client.postComment(null, 'the store is back');
    (await t.take('post-comment')).answer({ epoch: EPOCH, rev: 3 });
    expect((await t.take('cast-vote')).payload).toMatchObject({ value: 1 });
  });

  it('OUT-5 an old text asks first, an old vote is dropped', async () => {
    const device = sharedStorage();
    const t = await known({}, device);
    await t.hints.tell('offline');
    const posted = t.client.postComment(null, 'hello');
    t.client.castVote(idOf(1), 1);
    t.client.close();
    const later = await known({}, device, fakeLocks(), fakeClock(t.clock.now() + 25 * 3_600_000));
    expect(sentNames(later)).toEqual([]);
    expect(first(later)?.pending).toMatchObject({ kind: 'asking' });
    expect(viewOf(later, 1)?.myVote).toBe(0);
    if (posted.ok) later.client.retry(posted.value);
    expect((await later.take('post-comment')).payload).toMatchObject({ body: 'hello' });
  });

  it('OUT-6 of several wanted votes the last is sent once the one under way is answered', async () => {
    const t = await known();
    t.client.castVote(idOf(1), 1);
    const one = await t.take('cast-vote');
    for (const value of [-1, 0, -1] as const) t.client.castVote(idOf(1), value);
    await settled();
    expect(viewOf(t, 1)).toMatchObject({ myVote: -1, score: -1 });
    expect(one.payload.value).toBe(1);
    expect(sentNames(t)).toEqual([]);
    one.answer({ epoch: EPOCH, rev: 3 });
    expect((await t.take('cast-vote')).payload.value).toBe(-1);
    expect(sentNames(t)).toEqual([]);
  });

  it('OUT-6 a vote taken back before it was sent is not sent', async () => {
    const t = await known();
    await t.hints.tell('offline');
    t.client.castVote(idOf(1), 1);
    t.client.castVote(idOf(1), 0);
    expect(outboxOf(t)).toEqual([]);
  });

  it('OUT-7 a deletion waits and can be taken back', async () => {
    const t = await known();
    t.client.deleteComment(idOf(2));
    expect(viewOf(t, 2)?.deletingAt).toBe(t.clock.now() + UNDO_MS);
    await t.clock.pass(UNDO_MS - 1);
    t.client.undoDelete(idOf(2));
    await t.clock.pass(UNDO_MS);
    expect([sentNames(t), viewOf(t, 2)?.deletingAt, viewOf(t, 2)?.status]).toEqual([[], undefined, 'visible']);
  });

  it('OUT-7 a deletion is sent after its time, also after a reload meanwhile', async () => {
    const device = sharedStorage();
    const t = await known({}, device);
    t.client.deleteComment(idOf(2));
    t.client.close();
    const after = await known({}, device, fakeLocks(), t.clock);
    await t.clock.pass(UNDO_MS);
    expect((await after.take('delete-comment')).payload.comment).toBe(idOf(2));
    expect(viewOf(after, 2)).toMatchObject({ status: 'deleted', body: '' });
  });

  it('OUT-8 pressing twice posts once', async () => {
    const t = await known();
    const [one, two] = [t.client.postComment(null, 'hello'), t.client.postComment(null, 'hello')];
    await settled();
    expect(one).toEqual(two);
    expect(sentNames(t)).toEqual(['post-comment']);
    const other = t.client.postComment(idOf(1), 'hello');
    expect(other).not.toEqual(one);
  });

  it('OUT-1 a reply to an own comment waits until that one is there', async () => {
    const t = await known();
    const post = t.client.postComment(null, 'parent');
    if (!post.ok) throw new Error('refused');
    t.client.postComment(post.value, 'child');
    expect(first(t)?.replies.comments[0]).toMatchObject({ body: 'child', depth: 1 });
    const parent = await t.take('post-comment');
    expect([parent.payload.body, sentNames(t)]).toEqual(['parent', []]);
    parent.answer({ epoch: EPOCH, rev: 3 });
    expect((await t.take('post-comment')).payload).toMatchObject({ body: 'child', parent: post.value });
  });

  it('OUT-3 a reply to an own comment that was refused waits with it', async () => {
    const t = await known();
    const post = t.client.postComment(null, 'parent');
    if (!post.ok) throw new Error('refused');
    t.client.postComment(post.value, 'child');
    (await t.take('post-comment')).refuse(refuse('room-locked'));
    await settled();
    expect(first(t)?.replies.comments[0]?.pending).toEqual({ kind: 'waiting', until: null });
    expect(sentNames(t)).toEqual([]);
  });

  it('OUT-1 a second edit goes from the first one', async () => {
    const t = await known();
    t.client.editComment(idOf(2), 'one');
    const one = await t.take('edit-comment');
    t.client.editComment(idOf(2), 'two');
    expect(viewOf(t, 2)?.body).toBe('two');
    expect(sentNames(t)).toEqual([]);
    one.answer({ epoch: EPOCH, rev: 3 });
    expect((await t.take('edit-comment')).payload).toMatchObject({ body: 'two', editCount: 1 });
  });

  it('OUT-1 an own comment whose place is not loaded is shown beside the lists, before and after it is confirmed', async () => {
    const t = scripted({ order: 'oldest' });
    const page = pageOf(5, [1, 2]);
    await t.join({ ...page, windows: [{ parent: null, order: 'oldest', first: null, last: [2000, 2] }] }, { me: ME });
    const posted = t.client.postComment(null, 'mine');
    if (!posted.ok) throw new Error('refused');
    expect(t.client.view.mineElsewhere.map((comment) => comment.body)).toEqual(['mine']);
    await t.identify();
    (await t.take('post-comment')).answer({ epoch: EPOCH, rev: 6 });
    await t.line().tell('room-changed', mineOf(posted.value, 6, 'mine'));
    expect(t.client.view.mineElsewhere).toMatchObject([{ id: posted.value, pending: undefined, own: true }]);
    expect(t.client.view.newTotal).toBe(0);
  });

  it('MINE-3 a vote whose tally comes before the own fact is not counted twice, nor lost in between', async () => {
    const t = await known();
    t.client.castVote(idOf(1), 1);
    const vote = await t.take('cast-vote');
    await t.line().tell('room-changed', frameOf(2, 3, { tallies: [tally(1, { up: 1, tallyRev: 3 })] }));
    vote.answer({ epoch: EPOCH, rev: 3 });
    await settled();
    expect(viewOf(t, 1)).toMatchObject({ score: 1, myVote: 1 });
    await t.line().tell('mine-changed', { epoch: EPOCH, facts: [{ comment: idOf(1), value: 1, rev: 3 }] });
    expect(viewOf(t, 1)).toMatchObject({ score: 1, myVote: 1 });
  });

  it('OUT-1 what was acknowledged before a restart of the store is settled by the next epoch', async () => {
    const t = await known();
    t.client.castVote(idOf(1), 1);
    (await t.take('cast-vote')).answer({ epoch: EPOCH, rev: 3 });
    await t.line().cut();
    await t.clock.pass(1_000);
    const frame = { ...frameOf(2, 3, { tallies: [tally(1, { up: 1, tallyRev: 3 })] }), epoch: 'two' as typeof EPOCH };
    const mine = [{ comment: idOf(1), value: 1 as const, rev: 3 }];
    await t.line().tell('welcome', welcomeOf({ kind: 'catch-up', mine, frame }, { me: ME }));
    expect([outboxOf(t), viewOf(t, 1)?.score]).toEqual([[], 1]);
  });

  it('DEL-4 deleting all of mine answers when the server has done it', async () => {
    const t = await known();
    const answer = t.client.deleteMyComments();
    (await t.take('delete-my-comments')).answer({ epoch: EPOCH, rev: 3 });
    expect(await answer).toEqual({ ok: true, value: undefined });
  });

  it('DEL-4 what waits unsent while all of mine is deleted asks before it is sent', async () => {
    const t = await known();
    const posted = t.client.postComment(null, 'too fast');
    (await t.take('post-comment')).refuse(refuse('slow-down', { retryAfterMs: 60_000 }));
    await settled();
    void t.client.deleteMyComments();
    (await t.take('delete-my-comments')).answer({ epoch: EPOCH, rev: 3 });
    await t.clock.pass(60_000);
    expect([sentNames(t), first(t)?.body, first(t)?.pending?.kind]).toEqual([[], 'too fast', 'asking']);
    if (posted.ok) t.client.retry(posted.value);
    expect((await t.take('post-comment')).payload).toMatchObject({ body: 'too fast' });
  });

  it('DEL-4 a comment that asks and is found to have arrived asks no more', async () => {
    const t = await known();
    const posted = t.client.postComment(null, 'twice');
    if (!posted.ok) throw new Error('refused');
    (await t.take('post-comment')).refuse(refuse('slow-down', { retryAfterMs: 60_000 }));
    await settled();
    void t.client.deleteMyComments();
    (await t.take('delete-my-comments')).answer({ epoch: EPOCH, rev: 3 });
    await settled();
    await t.line().tell('room-changed', mineOf(posted.value, 3, 'twice'));
    await settled();
    expect([outboxOf(t), first(t)?.pending]).toEqual([[], undefined]);
  });

  it('DEL-4 what may have reached the server is deleted with the rest', async () => {
    const t = await known();
    t.client.postComment(null, 'lost answer');
    await t.take('post-comment');
    await t.line().cut();
    void t.client.deleteMyComments();
    await t.clock.pass(1_000);
    await t.line().tell('welcome', welcomeOf({ kind: 'catch-up', mine: [], frame: frameOf(2, 2) }, { me: ME }));
    expect(sentNames(t)).toEqual(['post-comment', 'delete-my-comments']);
  });
});
