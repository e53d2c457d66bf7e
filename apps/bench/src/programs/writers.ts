/** The process that holds many writers: a storm of votes, or as many comments as are answered. */
import { Histogram, type SentHistogram } from '../histogram.ts';
import type { ViewerTarget } from '../raw-viewer.ts';
import { postOf, RawWriter } from '../raw-writer.ts';
import { BODY } from '../room.ts';
import { Storm, type StormPlan, type StormResult } from '../storm.ts';

export type WritersOrder =
  | { kind: 'open'; targets: readonly ViewerTarget[] }
  /** The first `authors` write, the others vote. */
  | { kind: 'seed'; authors: number; comments: number }
  | { kind: 'storm'; plan: StormPlan }
  /** Every writer keeps so many comments under way for so long. */
  | { kind: 'press'; inFlight: number; seconds: number };

export type WritersReport =
  | { kind: 'opened' | 'seeded' }
  | { kind: 'storm-over'; result: StormResult }
  | { kind: 'pressed'; acknowledged: number; seconds: number; waits: SentHistogram; last: number };

const report = (message: WritersReport): void => void process.send?.(message);
const writers: RawWriter[] = [];
let storm: Storm | undefined;

async function press(inFlight: number, seconds: number): Promise<void> {
  const begun = performance.now();
  const until = begun + seconds * 1_000;
  const waits = new Histogram();
  let last = 0;
  const lane = async (writer: RawWriter): Promise<void> => {
    while (performance.now() < until) {
      const at = performance.now();
      const told = await writer.ask('post-comment', postOf(BODY));
      if (!told.ok) throw new Error(`a comment was refused: ${told.refusal.code}`);
      waits.add(performance.now() - at);
      last = Math.max(last, told.value.rev);
    }
  };
  await Promise.all(writers.flatMap((writer) => Array.from({ length: inFlight }, () => lane(writer))));
  const spent = (performance.now() - begun) / 1_000;
  report({ kind: 'pressed', acknowledged: waits.count, seconds: spent, waits: waits.send(), last });
}

async function take(order: WritersOrder): Promise<void> {
  switch (order.kind) {
    case 'open':
      for (const target of order.targets) writers.push(await new RawWriter().open(target));
      report({ kind: 'opened' });
      break;
    case 'seed':
      storm = new Storm(writers.slice(order.authors), writers.slice(0, order.authors));
      await storm.seed(order.comments);
      report({ kind: 'seeded' });
      break;
    case 'storm':
      if (!storm) throw new Error('a storm needs comments to vote on');
      report({ kind: 'storm-over', result: await storm.run(order.plan) });
      break;
    case 'press':
      await press(order.inFlight, order.seconds);
  }
}

process.on('message', (order: WritersOrder) => void take(order));
process.on('disconnect', () => process.exit(0));
