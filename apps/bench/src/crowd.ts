/** Many viewers of one server: more than one process of viewers can bear are shared among several, and asked as one. */
import { Histogram } from './histogram.ts';
import type { Write } from './latency.ts';
import { startViewers, type Viewers } from './processes/viewers.ts';
import type { ViewerTarget } from './raw-viewer.ts';

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

/** Resolves when all of them are greeted. */
export async function openCrowd(target: ViewerTarget, count: number, closing: (close: () => unknown) => void): Promise<Crowd> {
  const parts: Viewers[] = [];
  for (let left = count; left > 0; left -= PER_PROCESS) {
    const part = startViewers();
    closing(() => part.stop());
    parts.push(part);
    await part.open(target, Math.min(left, PER_PROCESS));
  }
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
const merged = (parts: readonly Histogram[]): Histogram => parts.reduce((all, part) => all.addAll(part.send()), new Histogram());
