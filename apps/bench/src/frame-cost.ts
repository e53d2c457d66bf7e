/** What one delivery costs: each change starts only after the last was delivered to all, so that every change is a frame of its own. */
import { setTimeout as wait } from 'node:timers/promises';
import { openCrowd } from './crowd.ts';
import { startParley } from './processes/parley.ts';
import { startPeer } from './processes/peer.ts';
import type { ViewerTarget } from './raw-viewer.ts';
import { BODY, helloTo, ROOM } from './room.ts';
import { withClosing } from './row.ts';
import { httpOf, wsOf } from './subjects/subject.ts';
import { openWriter } from './writer.ts';

export interface FrameCostOptions {
  readonly viewers: number;
  readonly changes: number;
  /**
   * Least time between two changes, ms, the same for all servers: Parley paces its frames, and a processor that was idle in between
   * pays more for the next frame than one that never rests.
   */
  readonly everyMs: number;
}

export interface FrameCost {
  readonly perCpuSecond: number;
  readonly microseconds: number;
  /** Mean size of a frame on the wire. */
  readonly bytes: number;
}

/**
 * The first changes are not counted, ms: for so long after a crowd has joined, the compiler's and the collector's threads take half as
 * much as the deliveries themselves, longer in the larger program.
 */
const WARM_MS = 10_000;

async function measure(
  server: { cpuSeconds(): number },
  target: ViewerTarget,
  options: FrameCostOptions,
  change: (n: number) => Promise<number>,
): Promise<FrameCost> {
  return withClosing(async (closing) => {
    const crowd = await openCrowd(target, options.viewers, closing);
    let next = performance.now();
    const once = async (n: number): Promise<void> => {
      await wait(Math.max(0, next - performance.now()));
      next = performance.now() + options.everyMs;
      const mark = await change(n);
      await crowd.allSaw(mark);
    };
    const warm = Math.ceil(Math.max(options.changes / 5, WARM_MS / options.everyMs));
    for (let n = 1; n <= warm; n++) await once(n);
    crowd.resetCounts();
    const before = server.cpuSeconds();
    for (let n = warm + 1; n <= warm + options.changes; n++) await once(n);
    const spent = server.cpuSeconds() - before;
    const { events, bytes } = await crowd.counts();
    const wanted = options.changes * options.viewers;
    if (events !== wanted) throw new Error(`${events} deliveries seen instead of ${wanted}: frames were merged or lost`);
    return { perCpuSecond: events / spent, microseconds: (spent * 1e6) / events, bytes: Math.round(bytes / events) };
  });
}

export function parleyFrames(options: FrameCostOptions): Promise<FrameCost> {
  return withClosing(async (closing) => {
    const server = await startParley();
    closing(() => server.kill());
    const writer = await openWriter(httpOf(server), ROOM);
    closing(() => writer.close());
    const target: ViewerTarget = { url: wsOf(server), dialect: 'socket.io', auth: helloTo(ROOM), greeting: 'first-event' };
    return measure(server, target, options, async (n) => (await writer.post(`${n} ${BODY}`)).rev);
  });
}

/** A peer sending messages of that size. */
export function peerFrames(name: 'bare-ws' | 'plain-socket-io', bytes: number, options: FrameCostOptions): Promise<FrameCost> {
  return withClosing(async (closing) => {
    const server = await startPeer(name);
    closing(() => server.kill());
    const dialect = name === 'bare-ws' ? 'bare' : 'socket.io';
    return measure(server, { url: wsOf(server), dialect, auth: null, greeting: 'connected' }, options, async (mark) => {
      server.broadcast(mark, bytes);
      return mark;
    });
  });
}
