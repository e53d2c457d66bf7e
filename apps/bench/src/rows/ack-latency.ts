/** How long a writer waits for "it is durable" while a thousand people watch and fifty comments arrive each second. */
import { startParley, startViewers } from '../children.ts';
import { percentile } from '../numbers.ts';
import type { Line } from '../table.ts';
import { helloTo, openWriter } from '../writer.ts';
import { evenly } from './busy-room.ts';
import { ROOM } from './each-frame.ts';

export interface AckOptions {
  readonly viewers: number;
  readonly perSecond: number;
  readonly seconds: number;
}

/** Figures of design: milliseconds. */
const REACH = { p50: 10, p99: 60 };
const WRITERS = 10;

export async function ackLatency(options: AckOptions): Promise<Line[]> {
  const server = await startParley();
  const writers = await Promise.all(Array.from({ length: WRITERS }, () => openWriter(`http://127.0.0.1:${server.port}`, ROOM)));
  const viewers = startViewers();
  await viewers.open({
    url: `ws://127.0.0.1:${server.port}`,
    dialect: 'socket.io',
    auth: helloTo(ROOM),
    greeting: 'first-event',
    count: options.viewers,
  });
  const waits: number[] = [];
  const under: Promise<void>[] = [];
  const act = (n: number): void => {
    const begun = performance.now();
    const posted = writers[n % WRITERS]?.post(`Comment ${n}: what a finish, did anyone see the last minute?`);
    if (posted) under.push(posted.then(() => void waits.push(performance.now() - begun)));
  };
  await evenly(options.perSecond, 2, act);
  await Promise.all(under);
  waits.length = 0;
  await evenly(options.perSecond, options.seconds, act);
  await Promise.all(under);
  await viewers.stop();
  for (const writer of writers) writer.close();
  await server.stop();
  const p50 = percentile(waits, 0.5);
  const p99 = percentile(waits, 0.99);
  return [
    {
      row: `comment ack, ${options.viewers} viewers, ${options.perSecond} writes/s`,
      what: `durable acks of ${waits.length} comments, p50 / p99 / max`,
      value: `${p50.toFixed(1)} / ${p99.toFixed(1)} / ${Math.max(...waits).toFixed(1)} ms`,
      reach: `p50 ≤ ${REACH.p50}, p99 ≤ ${REACH.p99} ms`,
      reached: p50 <= REACH.p50 && p99 <= REACH.p99,
    },
  ];
}
