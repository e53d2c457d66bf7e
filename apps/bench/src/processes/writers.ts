/** A process full of writers, seen from the bench. */
import { histogramOf } from '../histogram.ts';
import type { WritersOrder, WritersReport } from '../programs/writers.ts';
import type { ViewerTarget } from '../raw-viewer.ts';
import type { Closing } from '../row.ts';
import type { StormPlan, StormResult } from '../storm.ts';
import { ask, start, stop } from './child.ts';

export interface Writers {
  open(targets: readonly ViewerTarget[]): Promise<void>;
  /** Comments to vote on, by the first `authors` writers. */
  seed(authors: number, comments: number): Promise<void>;
  storm(plan: StormPlan): Promise<StormResult>;
  press(inFlight: number, seconds: number): Promise<{ acknowledged: number; perSecond: number; p99: number; last: number }>;
  stop(): Promise<void>;
}

/** Resolves when all of them are greeted. */
export async function openWriters(targets: readonly ViewerTarget[], closing: Closing): Promise<Writers> {
  const writers = startWriters();
  closing(() => writers.stop());
  await writers.open(targets);
  return writers;
}

function startWriters(): Writers {
  const child = start('programs/writers.js');
  const until = <K extends WritersReport['kind']>(kind: K, order: WritersOrder) => ask<WritersReport, K>(child, order, kind);
  return {
    open: async (targets) => void (await until('opened', { kind: 'open', targets })),
    seed: async (authors, comments) => void (await until('seeded', { kind: 'seed', authors, comments })),
    storm: async (plan) => (await until('storm-over', { kind: 'storm', plan })).result,
    async press(inFlight, seconds) {
      const { acknowledged, seconds: spent, waits, last } = await until('pressed', { kind: 'press', inFlight, seconds });
      return { acknowledged, perSecond: acknowledged / spent, p99: histogramOf(waits).percentile(0.99), last };
    },
    stop: () => stop(child),
  };
}
