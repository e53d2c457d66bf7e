/** A process full of viewers, seen from the bench. */
import { type Histogram, histogramOf } from '../histogram.ts';
import type { Write } from '../latency.ts';
import type { ViewersOrder, ViewersReport } from '../programs/viewers.ts';
import type { ViewerTarget } from '../raw-viewer.ts';
import type { Closing } from '../row.ts';
import { ask, start, stop } from './child.ts';

export interface Viewers {
  open(target: ViewerTarget, count: number): Promise<void>;
  /** Resolves when every viewer has seen the mark. */
  allSaw(mark: number): Promise<void>;
  /** The first so many stop reading. */
  pause(count: number): Promise<void>;
  resume(count: number): Promise<void>;
  /** From now on lost lines are opened again at this address. */
  returnTo(url: string): void;
  /** Resolves when all are greeted again, with how long that took each since a time of the shared clock. */
  allBack(since: number): Promise<Histogram>;
  record(): Promise<void>;
  /** Waits from each write to each viewer, without the first `first` viewers; `missing`: pairs that never met. */
  waits(writes: readonly Write[], exact: boolean, first?: number): Promise<{ waits: Histogram; missing: number }>;
  resetCounts(): void;
  counts(): Promise<Extract<ViewersReport, { kind: 'counts' }>>;
  stop(): Promise<void>;
}

/** Resolves when all of them are greeted. */
export async function openViewers(target: ViewerTarget, count: number, closing: Closing): Promise<Viewers> {
  const viewers = startViewers();
  closing(() => viewers.stop());
  await viewers.open(target, count);
  return viewers;
}

function startViewers(): Viewers {
  const child = start('programs/viewers.js');
  const until = <K extends ViewersReport['kind']>(kind: K, order: ViewersOrder) => ask<ViewersReport, K>(child, order, kind);
  const tell = (order: ViewersOrder): void => void child.send(order);
  return {
    open: async (target, count) => void (await until('opened', { kind: 'open', target, count })),
    allSaw: async (mark) => void (await until('all-saw', { kind: 'await', mark })),
    pause: async (count) => void (await until('paused', { kind: 'pause', count })),
    resume: async (count) => void (await until('resumed', { kind: 'resume', count })),
    returnTo: (url) => tell({ kind: 'return-to', url }),
    allBack: async (since) => histogramOf((await until('back', { kind: 'await-back', since })).times),
    record: async () => void (await until('recording', { kind: 'record' })),
    async waits(writes, exact, first = 0) {
      const { waits, missing } = await until('waits', { kind: 'waits', writes, exact, first });
      return { waits: histogramOf(waits), missing };
    },
    resetCounts: () => tell({ kind: 'reset-counts' }),
    counts: () => until('counts', { kind: 'counts' }),
    stop: () => stop(child),
  };
}
