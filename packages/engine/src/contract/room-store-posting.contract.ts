/** RoomStore: posts. */
import type { RoomSlug } from '@parley/protocol';
import { codesOf, found, guest, idOf, keeper, type OnStore, revsOf } from './room-store-bench.ts';
import type { TestApi } from './test-api.ts';

const ann = guest('ann');
const bob = guest('bob');

export function roomStorePosting({ it, expect }: TestApi, onStore: OnStore): void {
  it(
    'POST-1 a post answers with the revision that created it, and the row has it as born',
    onStore(async (t) => {
      const [first, second] = [t.post(ann, 'one'), t.post(bob, 'two')];
      const answer = await t.commit(first, second);
      expect(revsOf(answer)).toEqual([1, 2]);
      expect(answer.exists).toBe(true);
      expect([(await t.content(idOf(first))).born, (await t.content(idOf(second))).born]).toEqual([1, 2]);
      expect(answer.rows.content.map((part) => part.body).sort()).toEqual(['one', 'two']);
    }),
  );

  it(
    'POST-2 a known command gets its first outcome and changes nothing, after a restart too',
    onStore(async (t) => {
      const post = t.post(ann, 'once');
      const wrong = t.post(ann, 'reply', { parent: t.newId() as never });
      const first = await t.commit(post, wrong);
      await t.reopen();
      const again = await t.commit(post, wrong, post);
      expect(again.outcomes).toEqual([...first.outcomes, first.outcomes[0]]);
      expect(again.rows.content).toEqual([]);
      expect((await t.all()).content).toHaveLength(1);
      expect((await t.all()).summary.comments).toBe(1);
    }),
  );

  it(
    'POST-2 the same command id of another person is another command',
    onStore(async (t) => {
      const post = t.post(ann, 'mine');
      const other = t.post(bob, 'mine too');
      const answer = await t.commit(post, { ...other, command: { ...other.command, command: post.command.command } });
      expect(codesOf(answer)).toEqual(['done', 'done']);
    }),
  );

  it(
    'POST-3 a comment id that is taken is refused, by the same author with the same text it is done',
    onStore(async (t) => {
      const post = t.post(ann, 'text');
      await t.commit(post);
      const comment = idOf(post);
      const answer = await t.commit(
        t.post(bob, 'text', { comment }),
        t.post(ann, 'other text', { comment }),
        t.post(ann, 'text', { comment }),
      );
      expect(codesOf(answer)).toEqual(['id-taken', 'id-taken', 'done']);
      expect(revsOf(answer)[2]).toBe(1);
      expect((await t.all()).content).toHaveLength(1);
    }),
  );

  it(
    'POST-4 replies to what is not there or gone are refused',
    onStore(async (t) => {
      const [gone] = await t.posted('soon gone');
      await t.commit(t.remove(ann, found(gone)));
      const answer = await t.commit(
        t.post(bob, 'to nothing', { parent: t.newId() as never }),
        t.post(bob, 'to a placeholder', { parent: found(gone) }),
      );
      expect(codesOf(answer)).toEqual(['not-found', 'gone']);
    }),
  );

  it(
    'POST-4 a parent of another room is not found',
    onStore(async (t) => {
      const [parent] = await t.posted('here');
      const answer = await t.store.commit(
        'another-room' as never,
        [t.post(bob, 'first'), t.post(bob, 'there', { parent: found(parent) })],
        0,
      );
      expect(codesOf(answer)).toEqual(['done', 'not-found']);
    }),
  );

  it(
    'POST-5 POST-6 a reply follows its parent in the same batch, which counts it',
    onStore(async (t) => {
      const parent = t.post(ann, 'parent');
      const reply = t.post(bob, 'reply', { parent: idOf(parent) });
      const deeper = t.post(ann, 'deeper', { parent: idOf(reply) });
      await t.commit(parent, reply, deeper);
      expect(await t.content(idOf(deeper))).toMatchObject({ parent: idOf(reply), root: idOf(parent), depth: 2 });
      expect((await t.tally(idOf(parent))).replyCount).toBe(1);
      const later = await t.commit(t.post(bob, 'second', { parent: idOf(parent) }));
      expect(later.rows.tallies.find((tally) => tally.id === idOf(parent))).toMatchObject({ replyCount: 2, tallyRev: 4 });
      expect(later.rows.content.map((part) => part.body)).toEqual(['second']);
    }),
  );

  it(
    'POST-7 createdAt never goes back',
    onStore(async (t) => {
      await t.commit(t.post(ann, 'now'));
      t.now -= 500_000;
      const late = t.post(ann, 'a clock went back');
      await t.commit(late);
      expect((await t.content(idOf(late))).createdAt).toBe(1_000_000);
      expect((await t.store.findRoom(t.room))?.lastCreatedAt).toBe(1_000_000);
    }),
  );

  it(
    'POST-8 a first comment makes an unlisted room where it may, else nothing is made',
    onStore(async (t) => {
      const { mayMakeRoom: _, ...visitor } = bob;
      const refusedAnswer = await t.commit(t.post(visitor, 'no room'));
      expect(codesOf(refusedAnswer)).toEqual(['no-such-room']);
      expect(refusedAnswer).toMatchObject({ exists: false, rows: { from: 0, to: 0, content: [], tallies: [] } });
      expect(await t.store.findRoom(t.room)).toBeUndefined();
      await t.commit(t.post(ann, 'first'));
      expect(await t.store.findRoom(t.room)).toMatchObject({ title: 'A room', listed: false, comments: 1, topLevel: 1 });
    }),
  );

  it(
    'POST-9 POST-10 locks and bans stand until they are lifted',
    onStore(async (t) => {
      const [comment] = await t.posted('before');
      await t.commit(t.ask(keeper, { kind: 'lock-room' }), t.ask(keeper, { kind: 'ban-person', person: bob.person }));
      expect(codesOf(await t.commit(t.post(ann, 'while locked')))).toEqual(['room-locked']);
      await t.reopen();
      await t.commit(t.ask(keeper, { kind: 'unlock-room' }));
      const answer = await t.commit(t.post(ann, 'open again'), t.vote(bob, found(comment), 1));
      expect(codesOf(answer)).toEqual(['done', 'banned']);
      // In another room too, and in one that a first comment would make.
      const elsewhere = 'another-room' as RoomSlug;
      const making = { ...bob, mayMakeRoom: { title: 'Another room' } };
      const refused = await t.store.commit(elsewhere, [t.post(making, 'then here')], 0);
      expect(codesOf(refused)).toEqual(['banned']);
      expect(await t.store.findRoom(elsewhere)).toBeUndefined();
      await t.commit(t.ask(keeper, { kind: 'unban-person', person: bob.person }));
      expect(codesOf(await t.commit(t.vote(bob, found(comment), 1)))).toEqual(['done']);
    }),
  );
}
