/** What every Bus keeps. Losing, doubling and reordering are allowed in principle; a healthy bus does none of them here. */
import type { Epoch, Rev, RoomSlug } from '@parley/protocol';
import type { Bus, BusMessage } from '../ports/index.ts';
import type { TestApi } from './test-api.ts';

export interface BusUnderTest {
  /** Ends of one bus, as two instances hold them. */
  readonly here: Bus;
  readonly there: Bus;
  /** Resolves when all that was published before has arrived. */
  arrived(): Promise<void>;
  close(): Promise<void>;
}

const room = 'a-room' as RoomSlug;

const message = (to: Rev, slug = room): BusMessage => ({
  room: slug,
  rows: {
    epoch: 'epoch' as Epoch,
    from: to - 1,
    to,
    content: [],
    tallies: [],
    summary: { title: 'Ünï “quoted” 👋', status: 'open', comments: 0, topLevel: 0 },
  },
  mine: [],
});

export function busContract({ describe, it, expect }: TestApi, make: () => Promise<BusUnderTest>): void {
  const onBus = (body: (bus: BusUnderTest) => Promise<void>) => async () => {
    const bus = await make();
    try {
      await body(bus);
    } finally {
      await bus.close();
    }
  };

  const listen = async (bus: Bus, slug = room) => {
    const heard: BusMessage[] = [];
    const end = await bus.subscribe(slug, (one) => heard.push(one));
    return { heard, end };
  };

  describe('a bus', () => {
    it(
      'SYNC-6 brings a message whole to the other instance once the subscription is confirmed',
      onBus(async ({ here, there, arrived }) => {
        const { heard } = await listen(there);
        here.publish(message(1));
        await arrived();
        expect(heard).toEqual([message(1)]);
      }),
    );

    it(
      'SYNC-6 keeps the order of one publisher',
      onBus(async ({ here, there, arrived }) => {
        const { heard } = await listen(there);
        for (let to = 1; to <= 50; to += 1) here.publish(message(to));
        await arrived();
        expect(heard.map(({ rows }) => rows.to)).toEqual(Array.from({ length: 50 }, (_, i) => i + 1));
      }),
    );

    it(
      'SYNC-6 brings only what was subscribed to',
      onBus(async ({ here, there, arrived }) => {
        const { heard } = await listen(there);
        const other = await listen(there, 'another-room' as RoomSlug);
        here.publish(message(1, 'another-room' as RoomSlug));
        here.publish(message(1, 'a-room-2' as RoomSlug));
        await arrived();
        expect(heard).toEqual([]);
        expect(other.heard).toHaveLength(1);
      }),
    );

    it(
      'SYNC-6 lets two listeners of one instance come and go on their own',
      onBus(async ({ here, there, arrived }) => {
        const first = await listen(there);
        const second = await listen(there);
        await first.end();
        here.publish(message(1));
        await arrived();
        expect(first.heard).toEqual([]);
        expect(second.heard).toHaveLength(1);
        await second.end();
        here.publish(message(2));
        await arrived();
        expect(second.heard).toHaveLength(1);
      }),
    );

    it(
      'SYNC-6 never calls back within a publish',
      onBus(async ({ here, arrived }) => {
        const { heard } = await listen(here);
        here.publish(message(1));
        expect(heard).toEqual([]);
        await arrived();
      }),
    );

    it(
      'CONN-7 one end closes without the other',
      onBus(async ({ here, there, arrived }) => {
        const { heard } = await listen(there);
        await here.close();
        there.publish(message(1));
        await arrived();
        expect(heard).toHaveLength(1);
      }),
    );
  });
}
