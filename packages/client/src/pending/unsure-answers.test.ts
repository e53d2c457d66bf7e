/** What was done without this client knowing: answers that were lost, or that came before what they speak of. */
import { type Epoch, refuse } from '@parley/protocol';
import { describe, expect, it } from 'vitest';
import { settled } from '../../test/fakes.ts';
import { EPOCH, frameOf, idOf, ME, pageOf, SUMMARY, scripted, tally, welcomeOf } from '../../test/scripted-room.ts';

/** A room in which I am known, with comment 1 of somebody else. */
async function known() {
  const t = scripted();
  t.storage.set('parley:https://talk.example:guest', 'mine');
  await t.join(pageOf(2, [1]), { me: ME });
  return t;
}
const outboxOf = (t: Awaited<ReturnType<typeof known>>) => t.storage.keys('parley:https://talk.example:room:out:');
const LATER = 'two' as Epoch;

describe('answers that are not sure', () => {
  it('OUT-6 a vote taken back after its answer was lost is taken back on the server too, after it', async () => {
    const t = await known();
    t.client.castVote(idOf(1), 1);
    const first = await t.take('cast-vote');
    await t.line().cut();
    t.client.castVote(idOf(1), 0);
    expect(t.client.view.top.comments[0]?.myVote).toBe(0);
    await t.clock.pass(1_000);
    await t.line().tell('welcome', welcomeOf({ kind: 'catch-up', mine: [], frame: frameOf(2, 2) }, { me: ME }));
    const again = await t.take('cast-vote');
    expect(again.payload).toEqual(first.payload);
    again.answer({ epoch: EPOCH, rev: 3 });
    expect((await t.take('cast-vote')).payload.value).toBe(0);
  });

  it('OUT-6 a vote that the server could not take yet is settled before the one that replaces it is sent', async () => {
    const t = await known();
    t.client.castVote(idOf(1), 1);
    const first = await t.take('cast-vote');
    t.client.castVote(idOf(1), -1);
    first.refuse(refuse('store-unavailable'));
    await settled();
    expect(t.line().sent).toEqual([]);
    await t.clock.pass(1_000);
    const again = await t.take('cast-vote');
    expect(again.payload).toEqual(first.payload);
    again.answer({ epoch: EPOCH, rev: 3 });
    expect((await t.take('cast-vote')).payload.value).toBe(-1);
  });

  it('OUT-6 a vote that was not taken for going too fast gives way to the one that replaces it', async () => {
    for (const isEarly of [true, false]) {
      const t = await known();
      t.client.castVote(idOf(1), 1);
      const first = await t.take('cast-vote');
      if (isEarly) t.client.castVote(idOf(1), -1);
      first.refuse(refuse('slow-down', { retryAfterMs: 5_000 }));
      await settled();
      if (!isEarly) t.client.castVote(idOf(1), -1);
      (await t.take('cast-vote')).answer({ epoch: EPOCH, rev: 3 });
      await t.clock.pass(10_000);
      expect(t.line().sent).toEqual([]);
      expect(t.client.view.top.comments[0]?.myVote).toBe(-1);
    }
  });

  it('OUT-6 a vote taken back between its answer and its frame is taken back', async () => {
    const t = await known();
    t.client.castVote(idOf(1), 1);
    (await t.take('cast-vote')).answer({ epoch: EPOCH, rev: 3 });
    await settled();
    t.client.castVote(idOf(1), 0);
    expect((await t.take('cast-vote')).payload.value).toBe(0);
  });

  it('OUT-1 a command done in a history not heard of yet is settled by joining it', async () => {
    const t = await known();
    t.client.castVote(idOf(1), 1);
    (await t.take('cast-vote')).answer({ epoch: LATER, rev: 3 });
    await settled();
    expect([outboxOf(t).length, t.client.view.top.comments[0]?.myVote]).toEqual([1, 1]);
    await t.clock.pass(1_000);
    const mine = [{ comment: idOf(1), value: 1 as const, rev: 3 }];
    const frame = { ...frameOf(2, 3, { tallies: [tally(1, { up: 1, tallyRev: 3 })] }), epoch: LATER };
    await t.line().tell('welcome', welcomeOf({ kind: 'catch-up', mine, frame }, { me: ME }));
    await settled();
    expect([outboxOf(t), t.client.view.top.comments[0]]).toMatchObject([[], { myVote: 1, score: 1 }]);
  });

  it('EDIT-2 an edit after one whose answer was lost is made from that one', async () => {
    const t = scripted();
    t.storage.set('parley:https://talk.example:guest', 'mine');
    const page = pageOf(2, [1]);
    await t.join({ ...page, content: page.content.map((part) => ({ ...part, author: { tag: ME, name: null } })) }, { me: ME });
    t.client.editComment(idOf(1), 'better');
    await t.take('edit-comment');
    await t.line().cut();
    t.client.editComment(idOf(1), 'best');
    await t.clock.pass(1_000);
    await t.line().tell('welcome', welcomeOf({ kind: 'catch-up', mine: [], frame: frameOf(2, 2) }, { me: ME }));
    const again = await t.take('edit-comment');
    expect(again.payload).toMatchObject({ body: 'better', editCount: 0 });
    again.answer({ epoch: EPOCH, rev: 3 });
    expect((await t.take('edit-comment')).payload).toMatchObject({ body: 'best', editCount: 1 });
  });

  it('OUT-9 what another tab has settled is not sent again', async () => {
    const t = await known();
    await t.hints.tell('offline');
    t.client.castVote(idOf(1), 1);
    for (const key of outboxOf(t)) t.device.held.remove(key);
    await t.hints.tell('online');
    await t.line().tell('welcome', welcomeOf({ kind: 'catch-up', mine: [], frame: frameOf(2, 2) }, { me: ME }));
    await settled();
    expect([t.line().sent.map(({ name }) => name), outboxOf(t)]).toEqual([[], []]);
  });

  it('ROOM-3 the summary is the last frame’s, not that of a page that is ahead of it', async () => {
    const t = scripted();
    await t.join(pageOf(9, [9, 8], {}, { last: [8_000, 8] }));
    const more = t.client.showMore(null, 'after');
    (await t.take('read-page')).answer(pageOf(10, [7], { summary: { ...SUMMARY, status: 'locked' } }, { first: [8_000, 8] }));
    await more;
    expect(t.client.view.summary.status).toBe('open');
  });
});
