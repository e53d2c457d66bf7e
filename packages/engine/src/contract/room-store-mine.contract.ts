/** RoomStore: a person's own votes. */
import { found, guest, type OnStore } from './room-store-bench.ts';
import type { TestApi } from './test-api.ts';

const ann = guest('ann');
const bob = guest('bob');

export function roomStoreMine({ it, expect }: TestApi, onStore: OnStore): void {
  it(
    'MINE-1 own votes come with the rows they are on, and only to their person',
    onStore(async (t) => {
      const [one, two, three] = await t.posted('one', 'two', 'three');
      const since = { epoch: await t.store.epoch(), rev: t.cursor };
      await t.commit(t.vote(bob, found(one), 1), t.vote(bob, found(two), -1), t.vote(guest('cy'), found(three), 1));
      await t.commit(t.vote(bob, found(two), 0));
      const facts = [
        { comment: two, value: 0, rev: 7 },
        { comment: one, value: 1, rev: 4 },
      ];
      const cys = [{ comment: three, value: 1, rev: 6 }];
      expect(await t.store.readMine(t.room, [bob.person], 0, 9)).toEqual([facts]);
      expect(await t.store.readMine(t.room, [bob.person], 4, 9)).toEqual([facts.slice(0, 1)]);
      expect(await t.store.readMine(t.room, [ann.person, bob.person, guest('cy').person], 0, 1)).toEqual([
        ...[[], facts.slice(0, 1), cys],
      ]);
      expect(await t.store.readMine(t.room, [], 0, 9)).toEqual([]);
      expect(await t.store.readMine('nowhere' as never, [ann.person, bob.person], 0, 9)).toEqual([[], []]);
      const newestOne = found(await t.page({ limit: 2, person: bob.person }));
      expect(newestOne.mine).toEqual(facts.slice(0, 1));
      expect((await t.page({ person: ann.person }))?.mine).toEqual([]);
      expect((await t.page())?.mine).toEqual([]);
      expect((await t.store.readComments(t.room, [found(one)], bob.person)).mine).toEqual(facts.slice(1));
      expect(await t.store.readSince(t.room, since, bob.person, 99)).toMatchObject({ mine: facts });
      expect(await t.store.readSince(t.room, since, ann.person, 99)).toMatchObject({ mine: [] });
    }),
  );

  it(
    'MINE-4 rows carry tags and no person',
    onStore(async (t) => {
      await t.posted('one');
      expect(JSON.stringify([await t.page({ person: ann.person }), await t.all()])).not.toContain(ann.person);
    }),
  );
}
