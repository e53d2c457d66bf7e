/** What every Bus keeps. Losing, doubling and reordering are allowed in principle; a healthy bus does none of them here. */
import type { Epoch, Rev, RoomSlug } from '@parley/protocol';
import type { Beat, Bus, BusMessage, BusNews, RoomHead } from '../ports/index.ts';
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
    const heard: BusNews[] = [];
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
        expect(heard.map((news) => ('rows' in news ? news.rows.to : undefined))).toEqual(
          Array.from({ length: 50 }, (_, i) => i + 1),
        );
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
      onBus(async ({ here, there, arrived }) => {
        const { heard } = await listen(there);
        here.publish(message(1));
        expect(heard).toEqual([]);
        await arrived();
      }),
    );

    it(
      'BUS-6 does not bring an end what it published itself',
      onBus(async ({ here, there, arrived }) => {
        const own = await listen(here);
        const other = await listen(there);
        here.publish(message(1));
        await arrived();
        expect(own.heard).toEqual([]);
        expect(other.heard).toHaveLength(1);
      }),
    );

    it(
      'BUS-5 a beat comes to every instance, and its sender knows it for its own',
      onBus(async ({ here, there, arrived }) => {
        const watch = (bus: Bus) => {
          const [beats, line]: [Beat[], boolean[]] = [[], []];
          return { beats, line, end: bus.watch({ beat: (beat) => beats.push(beat), line: (isWhole) => line.push(isWhole) }) };
        };
        const [atHome, abroad] = [watch(here), watch(there)];
        await arrived();
        expect([atHome.line, abroad.line]).toEqual([[true], [true]]);
        const heads: RoomHead[] = [{ room, epoch: 'epoch' as Epoch, to: 7 }];
        here.beat(heads, 0.5);
        here.beat([], -2, true);
        await arrived();
        expect(atHome.beats.map(({ own, mark, isLast }) => ({ own, mark, isLast }))).toEqual([
          { own: true, mark: 0.5, isLast: false },
          { own: true, mark: -2, isLast: true },
        ]);
        expect(abroad.beats.map(({ own, heads }) => ({ own, heads }))).toEqual([
          { own: false, heads },
          { own: false, heads: [] },
        ]);
        expect(new Set([...atHome.beats, ...abroad.beats].map(({ instance }) => instance)).size).toBe(1);
        abroad.end();
        there.beat([], 0);
        await arrived();
        expect(abroad.beats).toHaveLength(2);
        expect(atHome.beats[2]).toMatchObject({ own: false });
        expect(atHome.beats[2]?.instance).not.toBe(atHome.beats[0]?.instance);
      }),
    );

    it(
      'CONN-7 one end closes without the other',
      onBus(async ({ here, there, arrived }) => {
        let beats = 0;
        there.watch({
          beat: () => {
            beats += 1;
          },
          line: () => {},
        });
        await here.close();
        there.beat([], 0);
        await arrived();
        expect(beats).toBe(1);
      }),
    );
  });
}
