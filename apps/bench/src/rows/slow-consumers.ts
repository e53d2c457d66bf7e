/**
 * Viewers that stop reading while the room goes on: what each costs the server in memory, what becomes of them, and whether the others
 * notice. Beside plain Socket.IO.
 */
import { setTimeout as wait } from 'node:timers/promises';
import { median } from '../numbers.ts';
import { openViewers } from '../processes/viewers.ts';
import { type Row, withClosing } from '../row.ts';
import { LAST_MS, lastMark, p50p99, writeEvenly } from '../spread.ts';
import { parley } from '../subjects/parley.ts';
import { plainSocketIo } from '../subjects/socket-io.ts';
import { at, type Subject, startWithWriter } from '../subjects/subject.ts';

/** As many bytes for each that kernels, which hide some megabytes of them, are full long before the end. */
const SIZES = {
  full: { stopped: 50, reading: 50, bytes: 8_000, perSecond: 80, seconds: 20, warmSeconds: 5 },
  short: { stopped: 30, reading: 20, bytes: 8_000, perSecond: 80, seconds: 10, warmSeconds: 2 },
};
type Options = (typeof SIZES)['full'];
/** How often the memory is looked at while they do not read: the highest counts. */
const LOOKS = 4;
/** Figure of the design, KiB. */
const REACH = 256;

const measure = (subject: Subject, options: Options) =>
  withClosing(async (closing) => {
    const { running, writer } = await startWithWriter(subject, 1, closing);
    const server = at(running.servers, 0);
    await writer.write(0);
    const crowd = await openViewers(running.target(0), options.stopped + options.reading, closing);
    // The room's memory of recent changes and the heap's pools are full before anything is compared.
    const warm = await writeEvenly(writer, options.perSecond, options.warmSeconds, 1);
    await crowd.allSaw(lastMark(warm));
    await crowd.record();
    const calm = await writeEvenly(writer, options.perSecond, options.warmSeconds, 1 + warm.length);
    await crowd.allSaw(lastMark(calm));
    const calmWaits = (await crowd.waits(calm, subject.exact, options.stopped)).waits;
    await crowd.pause(options.stopped);
    const before = await server.settledKib();
    await crowd.record();
    const from = 1 + warm.length + calm.length;
    const looking = async (): Promise<number[]> => {
      const looks: number[] = [];
      for (let look = 0; look < LOOKS; look++) {
        await wait((options.seconds * 1_000) / LOOKS - 1_500);
        looks.push((await server.settledKib()) - before);
      }
      return looks;
    };
    const [writes, looks] = await Promise.all([writeEvenly(writer, options.perSecond, options.seconds, from), looking()]);
    await wait(LAST_MS);
    const { waits, missing } = await crowd.waits(writes, subject.exact, options.stopped);
    const { closed } = await crowd.counts();
    const resumed = performance.now();
    await crowd.resume(options.stopped);
    await crowd.allSaw(lastMark(writes));
    return {
      kib: Math.max(...looks) / options.stopped,
      lastKib: median(looks.slice(-1)) / options.stopped,
      closed,
      caughtUpMs: performance.now() - resumed,
      closedInAll: (await crowd.counts()).closed,
      calm: calmWaits,
      waits,
      missing,
    };
  });

type Measured = Awaited<ReturnType<typeof measure>>;

function becameOf(it: Measured, { stopped }: Options): string {
  const left = stopped - it.closedInAll;
  const caughtUp = left > 0 ? `, ${left} had everything ${(it.caughtUpMs / 1_000).toFixed(1)} s after reading again` : '';
  return `${it.kib.toFixed(0)} KiB each at most (${it.lastKib.toFixed(0)} in the end); ${it.closedInAll} closed${caughtUp}`;
}

const othersOf = (it: Measured): string =>
  `the others p50 / p99 ${p50p99(it.calm)} ms before, ${p50p99(it.waits)} ms meanwhile${it.missing > 0 ? `, ${it.missing} deliveries missing` : ''}`;

export const slowConsumers: Row = {
  name: 'slow-consumers',
  connections: { full: 100, short: 50 },
  async run(scale) {
    const options = SIZES[scale];
    const ours = await measure(parley({ body: 'x'.repeat(options.bytes) }), options);
    const plain = await measure(plainSocketIo(options.bytes), options);
    const megabytes = (options.bytes * options.perSecond * options.seconds) / 1e6;
    const row = `${options.stopped} of ${options.stopped + options.reading} viewers stop reading through ${megabytes.toFixed(0)} MB`;
    return {
      lines: [
        { row, what: 'plain Socket.IO: memory of one that stopped, what became of it', value: becameOf(plain, options) },
        {
          row,
          what: 'Parley: memory of one that stopped, what became of it',
          value: becameOf(ours, options),
          reach: `≤ ${REACH} KiB, then caught up or closed`,
          reached: ours.kib <= REACH,
        },
        { row, what: 'plain Socket.IO', value: othersOf(plain) },
        {
          row,
          what: 'Parley',
          value: othersOf(ours),
          reach: 'the others get everything',
          reached: ours.missing === 0,
        },
      ],
    };
  },
};
