/** Viewers spread evenly over the instances of a subject, a process of them for each, and a writer at the first instance. */

import { setTimeout as wait } from 'node:timers/promises';
import { steadyMs } from './clock.ts';
import type { Histogram } from './histogram.ts';
import type { Write } from './latency.ts';
import { evenly } from './pace.ts';
import { openViewers, type Viewers } from './processes/viewers.ts';
import type { Closing } from './row.ts';
import type { PacedWriter, RunningSubject } from './subjects/subject.ts';

/** A write, with the moment in which it was sent. */
export interface SentWrite extends Write {
  readonly sentAt: number;
}

/** `crowds[i]` are the viewers of instance number i. */
export async function spread(running: RunningSubject, viewers: number, closing: Closing): Promise<Viewers[]> {
  const crowds: Viewers[] = [];
  for (const [index] of running.servers.entries())
    crowds.push(await openViewers(running.target(index), Math.round(viewers / running.servers.length), closing));
  return crowds;
}

/** Writes at an even pace and tells when each was acknowledged. `from` numbers the first one. */
export async function writeEvenly(writer: PacedWriter, perSecond: number, seconds: number, from = 0): Promise<SentWrite[]> {
  const writes: SentWrite[] = [];
  const under: Promise<void>[] = [];
  await evenly(perSecond, seconds, (n) => {
    const sentAt = steadyMs();
    under.push(writer.write(from + n).then((mark) => void writes.push({ mark, at: steadyMs(), sentAt })));
  });
  await Promise.all(under);
  return writes;
}

/** Time for what is still under way after the last acknowledgement, ms. */
export const LAST_MS = 3_000;

/**
 * Waits until all of them saw the mark, and no longer than `maxMs`: a server that drowned may never bring its last messages. What it
 * brings until then counts.
 */
export async function seenWithin(crowd: { allSaw(mark: number): Promise<void> }, mark: number, maxMs: number): Promise<void> {
  // Whether it came too late, or not before the viewers ended, shows in what is missing.
  const saw = crowd.allSaw(mark).catch(() => undefined);
  await Promise.race([saw, wait(maxMs, undefined, { ref: false })]);
}

export const lastMark = (writes: readonly Write[]): number => writes.reduce((last, { mark }) => Math.max(last, mark), 0);

/** The same writes, counted from their sending. */
export const fromSending = (writes: readonly SentWrite[]): Write[] => writes.map(({ mark, sentAt }) => ({ mark, at: sentAt }));

/** `12.3 / 45.6` ms, for tables. */
export const p50p99 = (waits: Histogram): string => `${waits.percentile(0.5).toFixed(1)} / ${waits.percentile(0.99).toFixed(1)}`;
