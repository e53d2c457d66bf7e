/**
 * Two instances behind one Redis and one Postgres: how long a comment takes from its commit on one to the viewers of the other, and
 * what a delivery costs, beside Socket.IO with its Redis adapter, which stores nothing.
 */
import { crowdOf } from '../crowd.ts';
import { thousands } from '../numbers.ts';
import { type Row, withClosing } from '../row.ts';
import { fromSending, lastMark, p50p99, spread, writeEvenly } from '../spread.ts';
import { parley } from '../subjects/parley.ts';
import { withServices } from '../subjects/services.ts';
import { adapterSocketIo } from '../subjects/socket-io.ts';
import { at, type Subject, startWithWriter } from '../subjects/subject.ts';
import type { Line } from '../table.ts';

interface Step {
  readonly viewers: number;
  readonly perSecond: number;
  readonly seconds: number;
  /** Figures of the design, ms. */
  readonly reach: { readonly p50?: number; readonly p99: number };
}
const STEPS: Readonly<Record<'full' | 'short', readonly Step[]>> = {
  full: [
    { viewers: 100, perSecond: 10, seconds: 30, reach: { p50: 5, p99: 25 } },
    { viewers: 5_000, perSecond: 5, seconds: 30, reach: { p99: 300 } },
  ],
  short: [
    { viewers: 100, perSecond: 10, seconds: 4, reach: { p50: 5, p99: 25 } },
    { viewers: 400, perSecond: 5, seconds: 4, reach: { p99: 300 } },
  ],
};
const WARM_SECONDS = 3;
/** Instances of the row; the writer is at the first. */
const INSTANCES = 2;
const OTHER = 1;

const measure = (subject: Subject, step: Step) =>
  withClosing(async (closing) => {
    const { running, writer } = await startWithWriter(subject, INSTANCES, closing);
    const crowds = await spread(running, step.viewers, closing);
    const all = crowdOf(crowds);
    const cpu = (): number => running.servers.reduce((sum, server) => sum + server.cpuSeconds(), 0);
    const warm = await writeEvenly(writer, step.perSecond, WARM_SECONDS);
    await all.allSaw(lastMark(warm));
    all.resetCounts();
    // A comment of its own shows what one takes on the wire: later ones may share a frame.
    await all.allSaw(await writer.write(warm.length));
    const single = await all.counts();
    await all.record();
    all.resetCounts();
    const before = cpu();
    const writes = await writeEvenly(writer, step.perSecond, step.seconds, warm.length + 1);
    await all.allSaw(lastMark(writes));
    const spent = cpu() - before;
    const { waits, missing } = await at(crowds, OTHER).waits(writes, subject.exact);
    const sent = await at(crowds, OTHER).waits(fromSending(writes), subject.exact);
    const counts = await all.counts();
    const mean = ({ events, bytes }: typeof counts): number => Math.round(bytes / events);
    return {
      ...{ waits, missing, sent: sent.waits },
      perCpu: counts.events / spent,
      seen: (writes.length * step.viewers) / spent,
      bytes: mean(counts),
      single: mean(single),
    };
  });

function linesOf(step: Step, ours: Awaited<ReturnType<typeof measure>>, peer: typeof ours): Line[] {
  const row = `two instances, ${step.viewers} viewers, ${step.perSecond} comments/s`;
  const { p50, p99 } = step.reach;
  // The ack may come after the delivery, which then counts as no time at all: the time from the sending must be within the bound too.
  const reached = [ours.waits, ours.sent].every(
    (waits) => waits.percentile(0.99) <= p99 && (p50 === undefined || waits.percentile(0.5) <= p50),
  );
  const what = (who: string): string => `${who}: from its ack to the other instance's viewers, p50 / p99 (from its sending)`;
  const value = (one: typeof ours): string => `${p50p99(one.waits)} ms (${p50p99(one.sent)} ms)`;
  const deliveries = (one: typeof ours): string =>
    `deliveries (changes seen) per server-CPU-second, both, ${one.bytes} bytes each`;
  const perCpu = (one: typeof ours): string => `${thousands(one.perCpu)} (${thousands(one.seen)})`;
  return [
    { row, what: what('Socket.IO, redis-adapter, nothing stored'), value: value(peer) },
    {
      row,
      what: what('Parley, stored and durable'),
      value: value(ours),
      beside: `p99 ${(ours.waits.percentile(0.99) / peer.waits.percentile(0.99)).toFixed(2)} × redis-adapter`,
      reach: `${p50 === undefined ? '' : `p50 ≤ ${p50}, `}p99 ≤ ${p99} ms, from the sending too`,
      reached: reached && ours.missing === 0,
    },
    { row, what: `Socket.IO, redis-adapter: ${deliveries(peer)}`, value: perCpu(peer) },
    {
      row,
      what: `Parley: ${deliveries(ours)}`,
      value: perCpu(ours),
      beside: `${(ours.perCpu / peer.perCpu).toFixed(2)} (${(ours.seen / peer.seen).toFixed(2)}) × redis-adapter`,
    },
  ];
}

export const twoInstances: Row = {
  name: 'two-instances',
  connections: { full: 2_500, short: 200 },
  run: (scale) =>
    withServices(async (services) => {
      const lines: Line[] = [];
      for (const step of STEPS[scale]) {
        const ours = await measure(parley({ services }), step);
        const peer = await measure(adapterSocketIo(services, ours.single), step);
        lines.push(...linesOf(step, ours, peer));
      }
      return { lines };
    }),
};
