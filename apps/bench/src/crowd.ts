/** Viewers in several processes, asked as one. */
import { type Histogram, histogramOf } from './histogram.ts';
import type { Write } from './latency.ts';
import { openViewers, type Viewers } from './processes/viewers.ts';
import type { ViewerTarget } from './raw-viewer.ts';
import type { Closing } from './row.ts';

/** Connections of one process; with more of them it would be the viewers that are measured. */
const PER_PROCESS = 5_000;

export interface Crowd {
  allSaw(mark: number): Promise<void>;
  returnTo(url: string): void;
  /** Resolves when all are greeted again: how long that took each since a time of the shared clock. */
  allBack(since: number): Promise<Histogram>;
  record(): Promise<void>;
  waits(writes: readonly Write[], exact: boolean): Promise<{ waits: Histogram; missing: number }>;
  resetCounts(): void;
  counts(): Promise<{ readonly events: number; readonly bytes: number; readonly gaps: number }>;
}

/** Viewers of one server, as many processes as they need. Resolves when all of them are greeted. */
export async function openCrowd(target: ViewerTarget, count: number, closing: Closing): Promise<Crowd> {
  const parts: Viewers[] = [];
  for (let left = count; left > 0; left -= PER_PROCESS)
    parts.push(await openViewers(target, Math.min(left, PER_PROCESS), closing));
  return crowdOf(parts);
}

export function crowdOf(parts: readonly Viewers[]): Crowd {
  const each = <T>(ask: (part: Viewers) => Promise<T>): Promise<T[]> => Promise.all(parts.map(ask));
  return {
    allSaw: async (mark) => void (await each((part) => part.allSaw(mark))),
    returnTo(url) {
      for (const part of parts) part.returnTo(url);
    },
    allBack: async (since) => merged(await each((part) => part.allBack(since))),
    record: async () => void (await each((part) => part.record())),
    async waits(writes, exact) {
      const told = await each((part) => part.waits(writes, exact));
      return { waits: merged(told.map(({ waits }) => waits)), missing: sum(told.map(({ missing }) => missing)) };
    },
    resetCounts() {
      for (const part of parts) part.resetCounts();
    },
    async counts() {
      const told = await each((part) => part.counts());
      const of = (name: 'events' | 'bytes' | 'gaps'): number => sum(told.map((one) => one[name]));
      return { events: of('events'), bytes: of('bytes'), gaps: of('gaps') };
    },
  };
}

const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0);
const merged = (parts: readonly Histogram[]): Histogram => histogramOf(...parts.map((part) => part.send()));
