/**
 * Two instances behind one Redis and one Postgres: how long a comment takes from its commit on one to the viewers of the other, and
 * what a delivery costs, beside Socket.IO with its Redis adapter, which stores nothing.
 */
import { thousands } from '../numbers.ts';
import { type Row, withClosing } from '../row.ts';
import { fromSending, lastMark, p50p99, spread, writeEvenly } from '../spread.ts';
import { parley } from '../subjects/parley.ts';
import { withServices } from '../subjects/services.ts';
import { adapterSocketIo } from '../subjects/socket-io.ts';
import { at, type Subject } from '../subjects/subject.ts';
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
    const running = await subject.start(INSTANCES);
    closing(running.stop);
    const writer = await running.writer(0);
    closing(() => writer.close());
    const crowds = await spread(running, step.viewers, closing);
    const cpu = (): number => running.servers.reduce((sum, server) => sum + server.cpuSeconds(), 0);
    const warm = await writeEvenly(writer, step.perSecond, WARM_SECONDS);
    await Promise.all(crowds.map((crowd) => crowd.allSaw(lastMark(warm))));
    await Promise.all(crowds.map((crowd) => crowd.record()));
    for (const crowd of crowds) crowd.resetCounts();
    const before = cpu();
    const writes = await writeEvenly(writer, step.perSecond, step.seconds, warm.length);
    await Promise.all(crowds.map((crowd) => crowd.allSaw(lastMark(writes))));
    const spent = cpu() - before;
    const { waits, missing } = await at(crowds, OTHER).waits(writes, subject.exact);
    const sent = await at(crowds, OTHER).waits(fromSending(writes), subject.exact);
    const counts = await Promise.all(crowds.map((crowd) => crowd.counts()));
    const events = counts.reduce((sum, one) => sum + one.events, 0);
    const bytes = Math.round(counts.reduce((sum, one) => sum + one.bytes, 0) / events);
    return { waits, missing, sent: sent.waits, perCpu: events / spent, bytes, seen: (writes.length * step.viewers) / spent };
  });

function linesOf(step: Step, ours: Awaited<ReturnType<typeof measure>>, peer: typeof ours): Line[] {
  const row = `two instances, ${step.viewers} viewers, ${step.perSecond} comments/s`;
  const { p50, p99 } = step.reach;
  const reached = ours.waits.percentile(0.99) <= p99 && (p50 === undefined || ours.waits.percentile(0.5) <= p50);
  const what = (who: string): string => `${who}: from its ack to the other instance's viewers, p50 / p99 (from its sending)`;
  const value = (one: typeof ours): string => `${p50p99(one.waits)} ms (${p50p99(one.sent)} ms)`;
  return [
    { row, what: what('Socket.IO, redis-adapter, nothing stored'), value: value(peer) },
    {
      row,
      what: what('Parley, stored and durable'),
      value: value(ours),
      beside: `p99 ${(ours.waits.percentile(0.99) / peer.waits.percentile(0.99)).toFixed(2)} × redis-adapter`,
      reach: `${p50 === undefined ? '' : `p50 ≤ ${p50}, `}p99 ≤ ${p99} ms`,
      reached: reached && ours.missing === 0,
    },
    { row, what: 'Socket.IO, redis-adapter: deliveries per server-CPU-second, both', value: thousands(peer.perCpu) },
    {
      row,
      what: `Parley: deliveries (changes seen) per server-CPU-second, both, ${ours.bytes} bytes each`,
      value: `${thousands(ours.perCpu)} (${thousands(ours.seen)})`,
      beside: `${(ours.perCpu / peer.perCpu).toFixed(2)} × redis-adapter`,
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
        const peer = await measure(adapterSocketIo(services, ours.bytes), step);
        lines.push(...linesOf(step, ours, peer));
      }
      return { lines };
    }),
};
