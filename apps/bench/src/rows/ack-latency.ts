/** How long a writer waits for "it is durable" while a thousand people watch and fifty comments arrive each second. */
import { Histogram } from '../histogram.ts';
import { evenly } from '../pace.ts';
import { openViewers } from '../processes/viewers.ts';
import { type Row, withClosing } from '../row.ts';
import { parley } from '../subjects/parley.ts';
import { at } from '../subjects/subject.ts';

const SIZES = {
  full: { viewers: 1_000, perSecond: 50, seconds: 20 },
  short: { viewers: 200, perSecond: 50, seconds: 3 },
};
/** Figures of the design, ms. */
const REACH = { p50: 10, p99: 60 };
const WRITERS = 10;
const WARM_SECONDS = 2;

export const ackLatency: Row = {
  name: 'ack-latency',
  connections: { full: SIZES.full.viewers, short: SIZES.short.viewers },
  run: (scale) =>
    withClosing(async (closing) => {
      const options = SIZES[scale];
      const subject = await parley().start(1);
      closing(subject.stop);
      const writers = await Promise.all(Array.from({ length: WRITERS }, () => subject.writer(0)));
      for (const writer of writers) closing(() => writer.close());
      await openViewers(subject.target(0), options.viewers, closing);
      const write = async (seconds: number): Promise<Histogram> => {
        const waits = new Histogram();
        const under: Promise<void>[] = [];
        await evenly(options.perSecond, seconds, (n) => {
          const begun = performance.now();
          const written = at(writers, n % WRITERS).write(n);
          under.push(written.then(() => waits.add(performance.now() - begun)));
        });
        await Promise.all(under);
        return waits;
      };
      await write(WARM_SECONDS);
      const waits = await write(options.seconds);
      const [p50, p99] = [waits.percentile(0.5), waits.percentile(0.99)];
      return {
        lines: [
          {
            row: `comment ack, ${options.viewers} viewers, ${options.perSecond} writes/s`,
            what: `durable acks of ${waits.count} comments, p50 / p99 / max`,
            value: `${p50.toFixed(1)} / ${p99.toFixed(1)} / ${waits.max.toFixed(1)} ms`,
            reach: `p50 ≤ ${REACH.p50}, p99 ≤ ${REACH.p99} ms`,
            reached: p50 <= REACH.p50 && p99 <= REACH.p99,
          },
        ],
      };
    }),
};
