/**
 * A busy room: 100 changes a second before 1,000 viewers. Parley stores each and merges what viewers get; the bare loop sends each
 * and stores nothing. Compared is changes seen a second of server CPU.
 */
import { thousands } from '../numbers.ts';
import { evenly } from '../pace.ts';
import { startParley } from '../processes/parley.ts';
import { startPeer } from '../processes/peer.ts';
import { openViewers } from '../processes/viewers.ts';
import { helloTo, ROOM } from '../room.ts';
import { type Row, withClosing } from '../row.ts';
import { httpOf, wsOf } from '../subjects/subject.ts';
import { openWriter } from '../writer.ts';

/** One change in `commentEvery` is a comment, the others are votes. */
const SIZES = {
  full: { viewers: 1_000, perSecond: 100, seconds: 15, warmSeconds: 15, commentEvery: 5 },
  // A server that has just started spends its time compiling: a short run shows that it works, no more.
  short: { viewers: 200, perSecond: 100, seconds: 3, warmSeconds: 3, commentEvery: 5 },
};
type Options = (typeof SIZES)['full'];

const WRITERS = 20;
/** Bytes of a frame with one vote, as peers of the row `each-frame` would send it. */
const ONE_CHANGE_BYTES = 330;
/** Figure of the design. */
const REACH = 3;

const parley = (options: Options) =>
  withClosing(async (closing) => {
    const server = await startParley();
    closing(() => server.kill());
    const writers = await Promise.all(Array.from({ length: WRITERS }, () => openWriter(httpOf(server), ROOM)));
    for (const writer of writers) closing(() => writer.close());
    const targets = await Promise.all(writers.map((writer) => writer.post('Something to vote on.')));
    const target = { url: wsOf(server), dialect: 'socket.io', auth: helloTo(ROOM), greeting: 'first-event' } as const;
    const viewers = await openViewers(target, options.viewers, closing);
    const answers: Promise<number>[] = [];
    const act = (n: number): void => {
      const writer = writers[n % WRITERS];
      const target = targets[(n + 1 + Math.floor(n / WRITERS)) % WRITERS];
      if (!writer || !target) return;
      const mine = targets[n % WRITERS] === target;
      if (n % options.commentEvery === 0 || mine)
        answers.push(writer.post(`Change ${n}, written as people write.`).then((a) => a.rev));
      else answers.push(writer.vote(target.comment, (Math.floor(n / WRITERS / WRITERS) + n) % 2 === 0 ? 1 : -1));
    };
    await evenly(options.perSecond, options.warmSeconds, act);
    await Promise.all(answers);
    answers.length = 0;
    viewers.resetCounts();
    const before = server.cpuSeconds();
    await evenly(options.perSecond, options.seconds, act);
    await viewers.allSaw(Math.max(...(await Promise.all(answers))));
    const spent = server.cpuSeconds() - before;
    const counts = await viewers.counts();
    return {
      perCpu: (answers.length * options.viewers) / spent,
      frames: counts.events / options.viewers / options.seconds,
      bytes: Math.round(counts.bytes / counts.events),
    };
  });

const bare = (options: Options) =>
  withClosing(async (closing) => {
    const server = await startPeer('bare-ws');
    closing(() => server.kill());
    const target = { url: wsOf(server), dialect: 'bare', auth: null, greeting: 'connected' } as const;
    const viewers = await openViewers(target, options.viewers, closing);
    let mark = 0;
    const act = (): void => {
      mark += 1;
      server.broadcast(mark, ONE_CHANGE_BYTES);
    };
    await evenly(options.perSecond, options.warmSeconds, act);
    await viewers.allSaw(mark);
    const before = server.cpuSeconds();
    const from = mark;
    await evenly(options.perSecond, options.seconds, act);
    await viewers.allSaw(mark);
    return ((mark - from) * options.viewers) / (server.cpuSeconds() - before);
  });

export const busyRoom: Row = {
  name: 'busy-room',
  connections: { full: SIZES.full.viewers, short: SIZES.short.viewers },
  async run(scale) {
    const options = SIZES[scale];
    const ours = await parley(options);
    const ws = await bare(options);
    const row = `busy room, ${options.perSecond} changes/s, ${options.viewers} viewers`;
    const per = 'changes seen per server-CPU-second';
    return {
      lines: [
        { row, what: `bare ws, each sent (${ONE_CHANGE_BYTES} bytes), none stored: ${per}`, value: thousands(ws) },
        {
          row,
          what: `Parley, all stored, ${ours.frames.toFixed(1)} frames/s of ${ours.bytes} bytes: ${per}`,
          value: thousands(ours.perCpu),
          beside: `${(ours.perCpu / ws).toFixed(1)} × bare ws`,
          reach: `≥ ${REACH} × bare ws`,
          reached: ours.perCpu / ws >= REACH,
        },
      ],
    };
  },
};
