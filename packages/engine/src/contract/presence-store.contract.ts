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
        expect(await here.count(room)).toBe(0);
        here.report(room, 2);
        here.report(room, 3);
        there.report(room, 4);
        await arrived();
        expect(await here.count(room)).toBe(7);
        expect(await there.count(room)).toBe(7);
      }),
    );

    it(
      'PRES-1 forgets an instance that reports nobody',
      onStore(async ({ here, there, arrived }) => {
        here.report(room, 2);
        there.report(room, 1);
        here.report(room, 0);
        await arrived();
        expect(await there.count(room)).toBe(1);
      }),
    );

    it(
      'PRES-1 keeps rooms apart',
      onStore(async ({ here, arrived }) => {
        here.report(room, 2);
        here.report('another-room' as RoomSlug, 5);
        await arrived();
        expect(await here.count(room)).toBe(2);
      }),
    );

    it(
      'CONN-7 takes its own counts along when it closes',
      onStore(async ({ here, there, arrived }) => {
        here.report(room, 2);
        there.report(room, 1);
        await arrived();
        await here.close();
        expect(await there.count(room)).toBe(1);
      }),
    );
  });
}
