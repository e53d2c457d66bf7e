/** Memory of a viewer who only watches, beside plain Socket.IO, and of one who has stopped reading. */
import { setTimeout as wait } from 'node:timers/promises';
import { type MeasuredServer, startParley, startPeer, startViewers } from '../children.ts';
import { residentKib } from '../process-usage.ts';
import type { Line } from '../table.ts';
import { helloTo, openWriter } from '../writer.ts';
import { evenly } from './busy-room.ts';
import { ROOM } from './each-frame.ts';

export interface MemoryOptions {
  readonly viewers: number;
  readonly slow: number;
}

/** Figures of design: KiB. */
const REACH = { idle: 22, slow: 256 };
/** Time for the allocator to give pages back after a collection, in ms. */
const SETTLE_MS = 1_500;

async function settledKib(server: MeasuredServer): Promise<number> {
  for (let n = 0; n < 3; n++) {
    server.collectGarbage();
    await wait(SETTLE_MS / 3);
  }
  return residentKib(server.pid);
}

async function perViewer(server: MeasuredServer, auth: unknown, count: number): Promise<number> {
  const open = async (n: number) => {
    const viewers = startViewers();
    const greeting = auth ? 'first-event' : 'connected';
    await viewers.open({ url: `ws://127.0.0.1:${server.port}`, dialect: 'socket.io', auth, greeting, count: n });
    return viewers;
  };
  // A first tenth fills the pools that every server has, so that the rest shows what one more viewer costs.
  const first = await open(Math.ceil(count / 10));
  const before = await settledKib(server);
  const rest = await open(count);
  const after = await settledKib(server);
  await first.stop();
  await rest.stop();
  return (after - before) / count;
}

/** Comments a second and seconds of the storm that a stopped reader sleeps through: about 8 MB of frames. */
const STORM = { perSecond: 50, seconds: 20 };

interface SlowReader {
  readonly kib: number;
  /** All reached the last comment or were told to come back. */
  readonly settled: boolean;
  readonly closed: number;
}

async function slowReader(count: number): Promise<SlowReader> {
  const growth = async (stopped: number): Promise<SlowReader> => {
    const server = await startParley();
    const writer = await openWriter(`http://127.0.0.1:${server.port}`, ROOM);
    const viewers = startViewers();
    const url = `ws://127.0.0.1:${server.port}`;
    await viewers.open({ url, dialect: 'socket.io', auth: helloTo(ROOM), greeting: 'first-event', count });
    const before = await settledKib(server);
    if (stopped) await viewers.pause(stopped);
    const body = 'x'.repeat(8_000);
    const answers: Promise<{ rev: number }>[] = [];
    await evenly(STORM.perSecond, STORM.seconds, (n) => void answers.push(writer.post(`${n} ${body}`)));
    const last = Math.max(...(await Promise.all(answers)).map((a) => a.rev));
    const kib = (await settledKib(server)) - before;
    if (stopped) await viewers.resume(stopped);
    const settled = await viewers.allSaw(last).then(
      () => true,
      () => false,
    );
    const { closed } = await viewers.counts();
    await viewers.stop();
    writer.close();
    await server.stop();
    return { kib, settled, closed };
  };
  const reading = await growth(0);
  const stopped = await growth(count);
  return { ...stopped, kib: Math.max(0, stopped.kib - reading.kib) / count };
}

export async function memory(options: MemoryOptions): Promise<Line[]> {
  const peer = await startPeer('plain-socket-io');
  const plain = await perViewer(peer, null, options.viewers);
  await peer.stop();
  const server = await startParley();
  const ours = await perViewer(server, helloTo(ROOM), options.viewers);
  await server.stop();
  const slow = await slowReader(options.slow);
  const row = 'memory';
  return [
    { row, what: `plain Socket.IO, one of ${options.viewers} idle viewers`, value: `${plain.toFixed(1)} KiB` },
    {
      row,
      what: `Parley, one of ${options.viewers} idle viewers`,
      value: `${ours.toFixed(1)} KiB`,
      beside: `${(ours / plain).toFixed(2)} × plain Socket.IO`,
      reach: `≤ ${REACH.idle} KiB`,
      reached: ours <= REACH.idle,
    },
    {
      row,
      what: `Parley, one viewer that stopped reading through ${STORM.perSecond * STORM.seconds} comments of 8 KB`,
      value: `${slow.kib.toFixed(0)} KiB, then ${slow.settled ? `${options.slow - slow.closed} caught up, ${slow.closed} closed` : 'neither caught up nor closed'}`,
      reach: `≤ ${REACH.slow} KiB, then caught up or closed`,
      reached: slow.kib <= REACH.slow && slow.settled,
    },
  ];
}
