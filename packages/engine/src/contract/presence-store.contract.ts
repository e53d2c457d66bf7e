/** What every PresenceStore keeps. */
import type { RoomSlug } from '@parley/protocol';
import type { PresenceStore } from '../ports/index.ts';
import type { TestApi } from './test-api.ts';

export interface PresenceUnderTest {
  /** As two instances hold it. */
  readonly here: PresenceStore;
  readonly there: PresenceStore;
  /** Resolves when all that was reported before counts. */
  arrived(): Promise<void>;
  close(): Promise<void>;
}

const room = 'a-room' as RoomSlug;

export function presenceStoreContract({ describe, it, expect }: TestApi, make: () => Promise<PresenceUnderTest>): void {
  const onStore = (body: (store: PresenceUnderTest) => Promise<void>) => async () => {
    const store = await make();
    try {
      await body(store);
    } finally {
      await store.close();
    }
  };

  describe('a presence store', () => {
    it(
      'PRES-1 adds up the instances and keeps the latest count of each',
      onStore(async ({ here, there, arrived }) => {
        expect(await here.counts([room])).toEqual([0]);
        here.report(room, 2);
        here.report(room, 3);
        there.report(room, 4);
        await arrived();
        expect(await here.counts([room])).toEqual([7]);
        expect(await there.counts([room])).toEqual([7]);
      }),
    );

    it(
      'PRES-1 forgets an instance that reports nobody',
      onStore(async ({ here, there, arrived }) => {
        here.report(room, 2);
        there.report(room, 1);
        here.report(room, 0);
        await arrived();
        expect(await there.counts([room])).toEqual([1]);
      }),
    );

    it(
      'PRES-1 keeps rooms apart, and counts many in the order asked for',
      onStore(async ({ here, there, arrived }) => {
        const [another, empty] = ['another-room' as RoomSlug, 'nobody-here' as RoomSlug];
        here.report(room, 2);
        here.report(another, 5);
        there.report(another, 1);
        await arrived();
        expect(await here.counts([room])).toEqual([2]);
        expect(await here.counts([another, empty, room])).toEqual([6, 0, 2]);
        expect(await here.counts([])).toEqual([]);
      }),
    );

    it(
      'CONN-7 takes its own counts along when it closes',
      onStore(async ({ here, there, arrived }) => {
        here.report(room, 2);
        there.report(room, 1);
        await arrived();
        await here.close();
        expect(await there.counts([room])).toEqual([1]);
      }),
    );
  });
}
