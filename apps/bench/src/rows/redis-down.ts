/**
 * Redis is gone for half a minute under load: viewers of the writer's instance must not notice, those of the other one see everything
 * a little later. Beside Socket.IO with its Redis adapter, where what is told meanwhile is told late or never.
 */
import { setTimeout as wait } from 'node:timers/promises';
import { steadyMs } from '../clock.ts';
import { crowdOf } from '../crowd.ts';
import type { Histogram } from '../histogram.ts';
import type { Viewers } from '../processes/viewers.ts';
import { COMMENT_BYTES } from '../room.ts';
import { type Row, withClosing } from '../row.ts';
import { LAST_MS, lastMark, p50p99, type SentWrite, spread, writeEvenly } from '../spread.ts';
import { parley } from '../subjects/parley.ts';
import { type Services, withServices } from '../subjects/services.ts';
import { adapterSocketIo } from '../subjects/socket-io.ts';
import { at, type Subject, startWithWriter } from '../subjects/subject.ts';
import type { Line } from '../table.ts';

const SIZES = {
  full: { viewers: 200, perSecond: 10, beforeSeconds: 5, downSeconds: 30, afterSeconds: 12 },
  short: { viewers: 100, perSecond: 10, beforeSeconds: 2, downSeconds: 6, afterSeconds: 6 },
};
type Options = (typeof SIZES)['full'];
/** Figure of the design, ms. */
const REACH = { remoteMs: 2_500 };
/** A write that takes a remote viewer longer than this did not come over Redis, ms. */
const LATE_MS = 250;
const LOCAL = 0;
const REMOTE = 1;

interface Seen {
  readonly waits: Histogram;
  readonly missing: number;
}

/** How long after a moment the last write was sent that came late to somebody; 0 when none did. */
async function lateFor(crowd: Viewers, writes: readonly SentWrite[], exact: boolean, since: number): Promise<number> {
  let last = since;
  for (const write of writes) {
    const { waits, missing } = await crowd.waits([write], exact);
    if (missing > 0 || waits.max > LATE_MS) last = Math.max(last, write.sentAt);
  }
  return last - since;
}

const measure = (subject: Subject, { redis }: Services, options: Options) =>
  withClosing(async (closing) => {
    const { running, writer } = await startWithWriter(subject, 2, closing, LOCAL);
    const crowds = await spread(running, options.viewers, closing);
    const all = crowdOf(crowds);
    const [local, remote] = [at(crowds, LOCAL), at(crowds, REMOTE)];
    let from = 0;
    const write = async (seconds: number): Promise<SentWrite[]> => {
      const writes = await writeEvenly(writer, options.perSecond, seconds, from);
      from += writes.length;
      return writes;
    };
    await write(options.beforeSeconds);
    await all.record();
    const before = await write(options.beforeSeconds);
    // What is under way in that moment belongs to neither time.
    await all.allSaw(lastMark(before));
    await redis.kill();
    const down = await write(options.downSeconds);
    await redis.start();
    const returned = steadyMs();
    const after = await write(options.afterSeconds);
    await wait(LAST_MS);
    const seenBy = (crowd: Viewers, writes: readonly SentWrite[]): Promise<Seen> => crowd.waits(writes, subject.exact);
    return {
      before: { local: await seenBy(local, before), remote: await seenBy(remote, before) },
      down: { local: await seenBy(local, down), remote: await seenBy(remote, down) },
      after: { local: await seenBy(local, after), remote: await seenBy(remote, after) },
      healedMs: await lateFor(remote, after, subject.exact, returned),
      alive: running.servers.every((server) => server.alive()),
    };
  });

type Measured = Awaited<ReturnType<typeof measure>>;

const lostOf = ({ before, down, after }: Measured, where: 'local' | 'remote'): number =>
  before[where].missing + down[where].missing + after[where].missing;

function linesOf(row: string, who: string, it: Measured): [Line, Line] {
  const lost = (where: 'local' | 'remote'): string =>
    `${lostOf(it, where)} of ${lostOf(it, where) + it.before[where].waits.count + it.down[where].waits.count + it.after[where].waits.count} deliveries lost`;
  const max = (seen: Seen): string => (seen.waits.count > 0 ? `${(seen.waits.max / 1_000).toFixed(1)} s` : 'nothing came');
  return [
    {
      row,
      what: `${who}: viewers beside the writer, p50 / p99 before, and while Redis is down`,
      value: `${p50p99(it.before.local.waits)} ms, ${p50p99(it.down.local.waits)} ms; ${lost('local')}`,
    },
    {
      row,
      what: `${who}: viewers of the other instance, p50 / p99 before; the latest while Redis is down; as before again after`,
      value: `${p50p99(it.before.remote.waits)} ms; ${max(it.down.remote)}; ${(it.healedMs / 1_000).toFixed(1)} s; ${lost('remote')}`,
    },
  ];
}

export const redisDown: Row = {
  name: 'redis-down',
  connections: { full: SIZES.full.viewers, short: SIZES.short.viewers },
  run: (scale) =>
    withServices(async (services) => {
      const options = SIZES[scale];
      const ours = await measure(parley({ services }), services, options);
      const peer = await measure(adapterSocketIo(services, COMMENT_BYTES), services, options);
      const row = `Redis down for ${options.downSeconds} s, ${options.perSecond} comments/s, ${options.viewers} viewers of two instances`;
      const [local, remote] = linesOf(row, 'Parley', ours);
      const localP99 = ours.down.local.waits.percentile(0.99);
      // Unaffected: within what a run scatters by.
      const localBound = Math.max(2 * ours.before.local.waits.percentile(0.99), 25);
      return {
        lines: [
          ...linesOf(row, 'Socket.IO, redis-adapter', peer),
          {
            ...local,
            reach: 'unaffected, 0 lost',
            reached: localP99 <= localBound && lostOf(ours, 'local') === 0 && ours.alive,
          },
          {
            ...remote,
            beside: `lost: ${lostOf(ours, 'remote')} beside ${lostOf(peer, 'remote')}`,
            reach: `≤ ${REACH.remoteMs / 1_000} s late, 0 lost`,
            reached: ours.down.remote.waits.max <= REACH.remoteMs && lostOf(ours, 'remote') === 0,
          },
        ],
      };
    }),
};
