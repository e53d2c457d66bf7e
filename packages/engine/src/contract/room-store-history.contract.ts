/** RoomStore: revisions, snapshots, epochs, and many commits at once. */
import type { BatchCommand } from '@parley/model';
import type { Epoch, RoomSlug } from '@parley/protocol';
import { type Bench, codesOf, found, guest, idOf, type OnStore, revsOf } from './room-store-bench.ts';
import type { TestApi } from './test-api.ts';

const ann = guest('ann');
const bob = guest('bob');

/** The position at which a bench stands. */
const here = async (t: Bench) => ({ epoch: await t.store.epoch(), rev: t.cursor });

export function roomStoreHistory({ it, expect }: TestApi, onStore: OnStore): void {
  it(
    'ROOM-1 the head rises by the number of commands, refused and repeated ones included',
    onStore(async (t) => {
      const post = t.post(ann, 'one');
      const answer = await t.commit(post, t.vote(ann, idOf(post), 1), post, t.post(ann, 'two'));
      expect(codesOf(answer)).toEqual(['done', 'own-comment', 'done', 'done']);
      expect(revsOf(answer)).toEqual([1, 0, 1, 4]);
      expect((await t.store.findRoom(t.room))?.head).toBe(4);
      const refusedOnly = await t.commit(t.vote(ann, idOf(post), 1));
      expect(refusedOnly).toMatchObject({ ownFrom: 4, rows: { from: 4, to: 5, content: [], tallies: [] } });
    }),
  );

  it(
    'ROOM-2 an answer states the head of its rows: everything above a position',
    onStore(async (t) => {
      const [one, two] = await t.posted('one', 'two');
      const position = await here(t);
      await t.commit(t.edit(ann, found(one), 'one, edited'), t.vote(bob, found(two), 1));
      const rows = await t.above(position);
      expect(rows).toMatchObject({ from: 2, to: 4 });
      expect(rows.content.map((part) => part.id)).toEqual([one]);
      expect(rows.tallies.map((tally) => tally.id)).toEqual([two]);
      expect((await t.above(await here(t))).content).toEqual([]);
    }),
  );

  it(
    'ROOM-2 the heads of many rooms come at once, 0 where there is no room',
    onStore(async (t) => {
      await t.posted('one', 'two');
      const epoch = await t.store.epoch();
      expect(await t.store.readHeads([])).toEqual([]);
      const rooms = Array.from({ length: 600 }, (_, i) => `no-room-${i}` as RoomSlug);
      rooms.splice(300, 0, t.room);
      const heads = await t.store.readHeads(rooms);
      const expected = rooms.map((room) => ({ room, epoch, to: room === t.room ? 2 : 0 }));
      const bySlug = (a: { room: string }, b: { room: string }) => (a.room < b.room ? -1 : 1);
      expect([...heads].sort(bySlug)).toEqual(expected.sort(bySlug));
      await t.reopen();
      expect(await t.store.readHeads([t.room])).toEqual([{ room: t.room, epoch: await t.store.epoch(), to: 2 }]);
    }),
  );

  it(
    'ROOM-3 a commit brings all above the cursor it was given, of others too, each part once',
    onStore(async (t) => {
      const [one] = await t.posted('one');
      const cursor = t.cursor;
      await t.commit(t.edit(ann, found(one), 'edited'));
      await t.commit(t.edit(ann, found(one), 'edited twice', 1));
      t.cursor = cursor;
      const answer = await t.commit(t.post(bob, 'mine'));
      expect(answer).toMatchObject({ ownFrom: 3, rows: { from: cursor, to: 4 } });
      expect(answer.rows.content.map((part) => part.body)).toEqual(['edited twice', 'mine']);
      expect(answer.rows.tallies).toHaveLength(1);
      expect(answer.rows.summary).toEqual({ title: 'A room', status: 'open', comments: 2, topLevel: 2 });
    }),
  );

  it(
    'ROOM-6 each opening begins an epoch; an earlier position is good up to where the next began',
    onStore(async (t) => {
      await t.posted('one', 'two');
      const before = await here(t);
      await t.reopen();
      const epoch = await t.store.epoch();
      expect(epoch).not.toBe(before.epoch);
      expect((await t.above(before)).to).toBe(2);
      await t.posted('three');
      expect((await t.above(before)).content.map((part) => part.body)).toEqual(['three']);
      expect(await t.above(before)).toMatchObject({ epoch, from: 2, to: 3 });
      const beyond = { ...before, rev: 3 };
      expect(await t.store.readSince(t.room, beyond, null, 100)).toEqual({ kind: 'other-epoch' });
      await t.reopen();
      await t.reopen();
      await t.posted('four');
      expect((await t.above(before)).content.map((part) => part.body)).toEqual(['three', 'four']);
      expect(await t.store.readSince(t.room, beyond, null, 100)).toEqual({ kind: 'other-epoch' });
    }),
  );

  it(
    'ROOM-6 an unknown epoch, or a position beyond the head, is another history',
    onStore(async (t) => {
      await t.posted('one');
      const epoch = await t.store.epoch();
      expect(await t.store.readSince(t.room, { epoch: 'elsewhere' as Epoch, rev: 0 }, null, 9)).toEqual({ kind: 'other-epoch' });
      expect(await t.store.readSince(t.room, { epoch, rev: 2 }, null, 9)).toEqual({ kind: 'other-epoch' });
    }),
  );

  it(
    'SYNC-3 more rows above a position than asked for are too many',
    onStore(async (t) => {
      await t.posted('one', 'two');
      const position = { epoch: await t.store.epoch(), rev: 0 };
      expect(await t.store.readSince(t.room, position, null, 3)).toEqual({ kind: 'too-many' });
      expect((await t.store.readSince(t.room, position, null, 4)).kind).toBe('rows');
    }),
  );

  it(
    'ROOM-7 a command that fails unexpectedly is refused alone',
    onStore(async (t) => {
      const [before] = await t.posted('before');
      const broken = { actor: ann, now: t.now, command: undefined } as unknown as BatchCommand;
      const answer = await t.commit(t.post(ann, 'one'), broken, t.vote(bob, found(before), 1));
      expect(codesOf(answer)).toEqual(['done', 'store-unavailable', 'done']);
      expect(answer.rows.content.map((part) => part.body)).toEqual(['one']);
      expect(answer.rows.tallies.map((tally) => tally.up).sort()).toEqual([0, 1]);
      expect(answer.mine).toMatchObject([{ person: bob.person }]);
      expect(answer).toMatchObject({ ownFrom: 1, rows: { to: (await t.store.findRoom(t.room))?.head } });
    }),
  );

  it(
    'ROOM-1 many commits at once on one room and on several lose and double nothing',
    onStore(async (t) => {
      const rooms = ['one', 'two', 'three'] as RoomSlug[];
      const batches = Array.from({ length: 60 }, (_, i) => ({
        room: found(rooms[i % 3]),
        commands: Array.from({ length: 1 + (i % 4) }, (_, j) => t.post(i % 2 ? ann : bob, `comment ${i}.${j}`)),
      }));
      const answers = await Promise.all(batches.map(({ room, commands }) => t.store.commit(room, commands, 0)));
      for (const room of rooms) {
        const own = batches.filter((batch) => batch.room === room).flatMap((batch) => batch.commands);
        const revs = answers.filter((_, i) => batches[i]?.room === room).flatMap(revsOf);
        expect(revs.sort((a, b) => a - b)).toEqual(own.map((_, i) => i + 1));
        const answer = await t.store.readSince(room, { epoch: await t.store.epoch(), rev: 0 }, null, 1_000);
        const rows = answer.kind === 'rows' ? answer.rows.content : [];
        expect(rows.map((part) => part.id).sort()).toEqual(own.map(idOf).sort());
        expect(new Set(rows.map((part) => part.born)).size).toBe(own.length);
      }
    }),
  );

  it(
    'ROOM-2 reads while commits run see whole commits only',
    onStore(async (t) => {
      const [parent] = await t.posted('parent');
      const writes = Array.from({ length: 20 }, () =>
        t.store.commit(
          t.room,
          [t.post(bob, 'a', { parent: found(parent) }), t.post(bob, 'b', { parent: found(parent) })],
          t.cursor,
        ),
      );
      const reads = Array.from({ length: 20 }, () => t.page({ replies: 100 }));
      for (const page of await Promise.all(reads)) {
        const replies = found(page).content.length - 1;
        expect(replies % 2).toBe(0);
        expect(found(page).tallies.find((tally) => tally.id === parent)?.replyCount).toBe(replies);
        expect(found(page).head).toBe(1 + replies);
        expect(found(page).summary.comments).toBe(1 + replies);
      }
      await Promise.all(writes);
    }),
  );

  it(
    'HTTP-2 the index lists rooms, latest discussion first',
    onStore(async (t) => {
      const add = (title: string, listed: boolean) =>
        t.ask({ ...ann, role: 'keeper' }, { kind: 'add-room', title, listed, article: { paragraphs: ['Text.'], links: [] } });
      await t.store.commit('older' as RoomSlug, [add('Older', true), t.post(ann, 'a')], 0);
      t.now += 5;
      await t.store.commit('newer' as RoomSlug, [add('Newer', true), t.post(ann, 'b')], 0);
      await t.store.commit('hidden' as RoomSlug, [add('Hidden', false)], 0);
      const slugs = async (listedOnly: boolean) => (await t.store.listRooms({ listedOnly })).map((room) => room.slug);
      expect(await slugs(true)).toEqual(['newer', 'older']);
      expect(await slugs(false)).toEqual(['newer', 'older', 'hidden']);
      expect(await t.store.findRoom('newer' as RoomSlug)).toMatchObject({ article: { paragraphs: ['Text.'], links: [] } });
    }),
  );
}
