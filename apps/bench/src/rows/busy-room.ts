/**
 * A busy room: 100 changes a second before 1,000 viewers. Parley stores each and merges what viewers get; the bare loop sends each
 * and stores nothing. Compared is changes seen a second of server CPU.
 */
import { startParley, startPeer, startViewers, type Viewers } from '../children.ts';
import { thousands } from '../numbers.ts';
import { cpuSeconds } from '../process-usage.ts';
import type { Line } from '../table.ts';
import { helloTo, openWriter } from '../writer.ts';
import { ROOM } from './each-frame.ts';

export interface BusyRoomOptions {
  readonly viewers: number;
  readonly perSecond: number;
  readonly seconds: number;
  /** One change in this many is a comment, the others are votes. */
  readonly commentEvery: number;
}

/** Calls `act` at an even pace; a late turn does not shift the next ones. */
export async function evenly(perSecond: number, seconds: number, act: (n: number) => void): Promise<void> {
  const begun = performance.now();
  for (let n = 0; n < perSecond * seconds; n++) {
    const due = begun + (n * 1000) / perSecond;
    const wait = due - performance.now();
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
    act(n);
  }
}

const WRITERS = 20;
/** Seconds before counting, for both: a server that has just started spends its time compiling. */
const WARM_SECONDS = 15;

async function parley(options: BusyRoomOptions): Promise<{ perCpu: number; frames: number; bytes: number }> {
  const server = await startParley();
  const url = `http://127.0.0.1:${server.port}`;
  const writers = await Promise.all(Array.from({ length: WRITERS }, () => openWriter(url, ROOM)));
  const targets = await Promise.all(writers.map((writer) => writer.post('Something to vote on.')));
  const viewers: Viewers = startViewers();
  await viewers.open({
    url: `ws://127.0.0.1:${server.port}`,
    dialect: 'socket.io',
    auth: helloTo(ROOM),
    greeting: 'first-event',
    count: options.viewers,
  });
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
  await evenly(options.perSecond, WARM_SECONDS, act);
  answers.length = 0;
  viewers.resetCounts();
  const before = cpuSeconds(server.pid);
  await evenly(options.perSecond, options.seconds, act);
  const last = Math.max(...(await Promise.all(answers)));
  await viewers.allSaw(last);
  const spent = cpuSeconds(server.pid) - before;
  const counts = await viewers.counts();
  await viewers.stop();
  for (const writer of writers) writer.close();
  await server.stop();
  return {
    perCpu: (answers.length * options.viewers) / spent,
    frames: counts.events / options.viewers / options.seconds,
    bytes: Math.round(counts.bytes / counts.events),
  };
}

async function bare(options: BusyRoomOptions, bytes: number): Promise<number> {
  const server = await startPeer('bare-ws');
  const viewers = startViewers();
  await viewers.open({
    url: `ws://127.0.0.1:${server.port}`,
    dialect: 'bare',
    auth: null,
    greeting: 'connected',
    count: options.viewers,
  });
  let mark = 0;
  const act = (): void => server.broadcast({ mark: ++mark, bytes });
  await evenly(options.perSecond, WARM_SECONDS, act);
  await viewers.allSaw(mark);
  const before = cpuSeconds(server.pid);
  const from = mark;
  await evenly(options.perSecond, options.seconds, act);
  await viewers.allSaw(mark);
  const spent = cpuSeconds(server.pid) - before;
  await viewers.stop();
  await server.stop();
  return ((mark - from) * options.viewers) / spent;
}

/** Characters of a frame with one vote, as `each-frame` style peers would send it. */
const ONE_CHANGE_BYTES = 330;

export async function busyRoom(options: BusyRoomOptions): Promise<Line[]> {
  const ours = await parley(options);
  const ws = await bare(options, ONE_CHANGE_BYTES);
  const row = `busy room, ${options.perSecond} changes/s`;
  return [
    {
      row,
      what: `bare ws, each sent (${ONE_CHANGE_BYTES} bytes), none stored: changes seen per server-CPU-second`,
      value: thousands(ws),
    },
    {
      row,
      what: `Parley, all stored, ${ours.frames.toFixed(1)} frames/s of ${ours.bytes} characters: changes seen per server-CPU-second`,
      value: thousands(ours.perCpu),
      beside: `${(ours.perCpu / ws).toFixed(1)} × bare ws`,
      reach: '≥ 3 × bare ws',
      reached: ours.perCpu / ws >= 3,
    },
  ];
}
