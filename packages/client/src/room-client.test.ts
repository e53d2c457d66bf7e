import { describe, expect, it } from 'vitest';
import { settled } from '../test/fakes.ts';
import { content, EPOCH, frameOf, idOf, keyOfNumber, ME, newComments, pageOf, scripted, tally } from '../test/scripted-room.ts';

describe('a client in a room', () => {
  it('SYNC-1 shows the snapshot of the welcome and follows frames', async () => {
    const t = scripted();
    await t.join(pageOf(2, [1, 2]));
    expect(t.client.view.status).toBe('live');
    expect(t.top()).toEqual([2, 1]);
    await t.line().tell('room-changed', newComments(2, 3));
    expect(t.top()).toEqual([3, 2, 1]);
  });

  it('OUT-1 an own comment is shown at once and settled by its frame', async () => {
    const t = scripted();
    await t.join(pageOf(1, [1]));
    const posted = t.client.postComment(null, 'mine');
    expect(posted.ok && t.client.view.top.comments[0]?.id).toBe(posted.ok && posted.value);
    expect(t.client.view.top.comments[0]).toMatchObject({ body: 'mine', own: true, pending: { kind: 'sending' } });
    await t.identify();
    const command = await t.take('post-comment');
    const id = command.payload.comment as never;
    command.answer({ epoch: EPOCH, rev: 2 });
    await settled();
    expect(t.client.view.top.comments[0]?.pending).toEqual({ kind: 'sending' });
    await t.line().tell(
      'room-changed',
      frameOf(1, 2, {
        content: [content(2, { id, root: id, body: 'mine', author: { tag: ME, name: null } })],
        tallies: [tally(2, { id })],
      }),
    );
    expect(t.client.view.top.comments[0]).toMatchObject({ body: 'mine', own: true, pending: undefined, createdAt: 2000 });
    expect(t.client.view.top.comments).toHaveLength(2);
  });

  it('OUT-1 a vote shows at once and counts once', async () => {
    const t = scripted();
    await t.join(pageOf(1, [1]));
    t.client.castVote(idOf(1), 1);
    expect(t.client.view.top.comments[0]).toMatchObject({ score: 1, myVote: 1 });
    await t.identify();
    (await t.take('cast-vote')).answer({ epoch: EPOCH, rev: 2 });
    await settled();
    await t.line().tell('room-changed', frameOf(1, 2, { tallies: [tally(1, { up: 1, tallyRev: 2 })] }));
    expect(t.client.view.top.comments[0]).toMatchObject({ score: 1, myVote: 1, up: 1 });
    expect(t.storage.keys('parley:https://talk.example:room:out:')).toEqual([]);
  });

  it('WIN-2 more is read after the window and joins it', async () => {
    const t = scripted();
    await t.join(pageOf(9, [9, 8], {}, { last: keyOfNumber(8) }));
    expect(t.client.view.top.hasAfter).toBe(true);
    const more = t.client.showMore(null, 'after');
    const request = await t.take('read-page');
    expect(request.payload).toMatchObject({ from: { at: 'after', key: keyOfNumber(8) }, rev: 9 });
    request.answer(pageOf(9, [7, 6], {}, { first: keyOfNumber(8) }));
    await more;
    expect(t.top()).toEqual([9, 8, 7, 6]);
    expect(t.client.view.top.hasAfter).toBe(false);
  });
});

it('SAFE-1 votes that change the ranking of what is read offer it, and move nothing until asked', async () => {
  const t = scripted({ order: 'best' });
  const windows = [{ parent: null, order: 'best' as const, first: null, last: null }];
  await t.join(pageOf(2, [2, 1], { windows }));
  t.client.setReading({ first: idOf(2), last: idOf(1) });
  expect([t.top(), t.client.view.top.newOrder]).toEqual([[2, 1], false]);
  await t.line().tell('room-changed', frameOf(2, 3, { tallies: [tally(1, { up: 1, best: 5, tallyRev: 3 })] }));
  expect([t.top(), t.client.view.top.newOrder]).toEqual([[2, 1], true]);
  t.client.showNew(null);
  expect([t.top(), t.client.view.top.newOrder]).toEqual([[1, 2], false]);
});
