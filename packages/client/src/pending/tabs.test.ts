import { type CommentId, refuse } from '@parley/protocol';
import { describe, expect, it } from 'vitest';
import { fakeClock, fakeLocks, settled, sharedStorage } from '../../test/fakes.ts';
import { first, known, mineOf, outboxOf, sentNames } from '../../test/known-room.ts';
import { EPOCH, idOf, pageOf, scripted } from '../../test/scripted-room.ts';

describe('several tabs', () => {
  async function twoTabs() {
    const [device, locks, clock] = [sharedStorage(), fakeLocks(), fakeClock()];
    const a = await known({}, device, locks, clock);
    const b = await known({}, device, locks, clock);
    return { a, b, device };
  }

  it('OUT-9 one tab sends for all, and the others see it settled', async () => {
    const { a, b } = await twoTabs();
    b.client.postComment(null, 'from b');
    await settled();
    expect([sentNames(a), sentNames(b)]).toEqual([['post-comment'], []]);
    expect(first(a)).toMatchObject({ body: 'from b', own: true });
    const post = await a.take('post-comment');
    post.answer({ epoch: EPOCH, rev: 3 });
    await settled();
    const frame = mineOf(post.payload.comment as CommentId, 3, 'from b');
    await a.line().tell('room-changed', frame);
    expect(first(b)?.pending).toEqual({ kind: 'sending' });
    await b.line().tell('room-changed', frame);
    expect([first(b)?.pending, b.client.view.top.comments.length, outboxOf(b)]).toEqual([undefined, 3, []]);
  });

  it('DEL-4 deleting all of mine does not ask about what another tab got done a moment ago', async () => {
    const { a, b, device } = await twoTabs();
    b.client.postComment(null, 'from b');
    (await a.take('post-comment')).refuse(refuse('slow-down', { retryAfterMs: 1_000 }));
    await settled();
    device.isSlow = true;
    await a.clock.pass(1_000);
    (await a.take('post-comment')).answer({ epoch: EPOCH, rev: 3 });
    await settled();
    void b.client.deleteMyComments();
    device.isSlow = false;
    await settled();
    expect([first(a)?.body, first(a)?.pending?.kind, first(b)?.pending?.kind]).toEqual(['from b', 'sending', 'sending']);
  });

  it('OUT-3 a text that another tab got done a moment ago is not given back as unsent', async () => {
    const { a, b, device } = await twoTabs();
    const posted = b.client.postComment(null, 'from b');
    const post = await a.take('post-comment');
    device.isSlow = true;
    post.answer({ epoch: EPOCH, rev: 3 });
    await settled();
    expect(posted.ok && b.client.discard(posted.value)).toBe(undefined);
  });

  it('OUT-9 what waits when the sending tab closes is taken over', async () => {
    const { a, b } = await twoTabs();
    a.client.postComment(null, 'from a');
    const sent = await a.take('post-comment');
    a.client.close();
    expect((await b.take('post-comment')).payload).toEqual(sent.payload);
  });

  it('OUT-9 a tab that was put aside gives up its turn', async () => {
    const { a, b } = await twoTabs();
    await a.hints.tell('frozen');
    b.client.postComment(null, 'hello');
    await settled();
    expect([sentNames(a), sentNames(b)]).toEqual([[], ['post-comment']]);
  });

  it('OUT-9 a tab that was refused gives up its turn', async () => {
    const { a, b } = await twoTabs();
    await a.line().tell('connection-closing', { refusal: refuse('too-old'), retryWindowMs: 0 });
    b.client.castVote(idOf(1), 1);
    await settled();
    expect([sentNames(a), sentNames(b)]).toEqual([[], ['cast-vote']]);
  });

  it('OUT-2 forgetting in one tab makes the others nobody too', async () => {
    const { a, b } = await twoTabs();
    await a.hints.tell('offline');
    b.client.postComment(null, 'hello');
    b.client.forgetMe();
    await settled();
    expect([a.client.view.known, a.client.view.top.comments.length, outboxOf(a)]).toEqual([false, 2, []]);
  });

  it('OUT-9 a guest made by one tab is who the others are too', async () => {
    const [device, locks, clock] = [sharedStorage(), fakeLocks(), fakeClock()];
    const [a, b] = [scripted({}, device, locks, clock), scripted({}, device, locks, clock)];
    for (const tab of [a, b]) await tab.join(pageOf(2, [1, 2]));
    b.client.postComment(null, 'hello');
    await a.identify();
    expect((await b.take('identify')).payload).toEqual({ token: 'token-1' });
    expect([a.guests.length + b.guests.length, b.client.view.known]).toEqual([1, true]);
  });
});
