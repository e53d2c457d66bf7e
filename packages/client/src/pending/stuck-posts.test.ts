/** Own comments that were refused: they are on this device alone, and what is done with them is done here. */
import { refuse, UNDO_MS } from '@parley/protocol';
import { expect, it } from 'vitest';
import { settled } from '../../test/fakes.ts';
import { ME, pageOf, scripted } from '../../test/scripted-room.ts';

const outboxOf = (t: ReturnType<typeof scripted>) => t.storage.keys('parley:https://talk.example:room:out:');

async function refusedPost() {
  const t = scripted();
  t.storage.set('parley:https://talk.example:guest', 'mine');
  await t.join(pageOf(2, [1, 2]), { me: ME });
  const posted = t.client.postComment(null, 'hello');
  if (!posted.ok) throw new Error('refused');
  (await t.take('post-comment')).refuse(refuse('banned'));
  await settled();
  return { t, comment: posted.value };
}

it('OUT-3 editing a comment that was refused writes it anew', async () => {
  const { t, comment } = await refusedPost();
  expect(t.client.editComment(comment, 'better').ok).toBe(true);
  expect((await t.take('post-comment')).payload).toMatchObject({ comment, body: 'better' });
  expect(outboxOf(t)).toHaveLength(1);
});

it('OUT-3 deleting a comment that was refused puts it aside', async () => {
  const { t, comment } = await refusedPost();
  t.client.deleteComment(comment);
  await t.clock.pass(UNDO_MS);
  expect([t.line().sent, outboxOf(t), t.top()]).toEqual([[], [], [2, 1]]);
});

it('POST-4 a reply to a comment that was refused is refused', async () => {
  const { t, comment } = await refusedPost();
  expect(t.client.postComment(comment, 'below')).toMatchObject({ ok: false, refusal: { code: 'not-found' } });
  expect(outboxOf(t)).toHaveLength(1);
});
