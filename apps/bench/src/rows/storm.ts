/**
 * A storm: 200 people vote 2,000 times a second on 500 comments, most on a few of them, while others write and edit and 1,000 watch.
 * Beside a naive server that sends each vote to everybody. In the end the server is killed, and its file must hold what was acknowledged.
 */
import { rmSync } from 'node:fs';
import { histogramOf } from '../histogram.ts';
import { newDataFolder } from '../processes/parley.ts';
import { openViewers } from '../processes/viewers.ts';
import { openWriters } from '../processes/writers.ts';
import { type Row, withClosing } from '../row.ts';
import { lastMark, p50p99, seenWithin } from '../spread.ts';
import { compareStored } from '../stored-tallies.ts';
import { naiveRoom } from '../subjects/naive-room.ts';
import { parley } from '../subjects/parley.ts';
import { at, type Subject, startWithWriter } from '../subjects/subject.ts';

const SIZES = {
  full: { viewers: 1_000, voters: 200, authors: 20, comments: 500, votesPerSecond: 2_000, seconds: 20, warmSeconds: 10 },
  short: { viewers: 200, voters: 50, authors: 5, comments: 100, votesPerSecond: 500, seconds: 4, warmSeconds: 3 },
};
type Options = (typeof SIZES)['full'];
const BESIDE = { commentsPerSecond: 10, editsPerSecond: 2 };
/** A tenth of the storm warms the compiler: the naive server would still be busy with a whole one when the measured storm begins. */
const WARM_SHARE = 10;
/** Whose waits are counted: all viewers' would be tens of millions. */
const SAMPLED = 100;
/** How long the last deliveries are waited for when the storm is over, ms. */
const LATE_MAX_MS = 20_000;
/** Figures of the design. */
const REACH = { frames: 12, stalenessMs: 1_000, loopDelayMs: 50 };
const SEED = 7;

const measure = (subject: Subject, options: Options) =>
  withClosing(async (closing) => {
    const { running, writer: first } = await startWithWriter(subject, 1, closing);
    const server = at(running.servers, 0);
    await first.write(0);
    const people = Array.from({ length: options.authors + options.voters }, () => running.writerTarget(0));
    const writers = await openWriters(await Promise.all(people), closing);
    await writers.seed(options.authors, options.comments);
    const crowd = await openViewers(running.target(0), options.viewers, closing);
    const plan = { ...BESIDE, votesPerSecond: options.votesPerSecond };
    const warm = { ...plan, votesPerSecond: plan.votesPerSecond / WARM_SHARE, seconds: options.warmSeconds, seed: SEED + 1 };
    const before = await writers.storm(warm);
    await crowd.record();
    crowd.resetCounts();
    server.resetLoopDelay();
    const begun = performance.now();
    const storm = await writers.storm({ ...plan, seconds: options.seconds, seed: SEED });
    const seconds = (performance.now() - begun) / 1_000;
    const { events } = await crowd.counts();
    const loopDelay = (await server.loopDelay()).p99;
    await seenWithin(crowd, lastMark(storm.writes), LATE_MAX_MS);
    const { waits, missing } = await crowd.waits(storm.writes, subject.exact, Math.max(0, options.viewers - SAMPLED));
    const comments = 1 + options.comments + before.comments + storm.comments;
    return { storm, comments, seconds, frames: events / options.viewers / seconds, loopDelay, waits, missing };
  });

type Measured = Awaited<ReturnType<typeof measure>>;

function figures({ storm, seconds, frames, loopDelay, waits, missing }: Measured): string {
  const lost = missing > 0 ? ` (${missing} had not come ${LATE_MAX_MS / 1_000} s after it)` : '';
  return (
    `${(storm.votes / seconds).toFixed(0)} votes/s acknowledged, ack p50 / p99 ${p50p99(histogramOf(storm.waits))} ms; ` +
    `${frames.toFixed(1)} frames/s a viewer; staleness p50 / p99 ${p50p99(waits)} ms${lost}; loop delay p99 ${loopDelay.toFixed(0)} ms`
  );
}

export const storm: Row = {
  name: 'storm',
  connections: { full: SIZES.full.viewers, short: SIZES.short.viewers },
  run: (scale) =>
    withClosing(async (closing) => {
      const options = SIZES[scale];
      const folder = newDataFolder();
      closing(() => rmSync(folder, { recursive: true, force: true }));
      const ours = await measure(parley({ folder }), options);
      const stored = compareStored(folder, ours.storm.tallies);
      const naive = await measure(naiveRoom(), options);
      const row = `storm, ${options.votesPerSecond} votes/s on ${options.comments} comments, ${options.viewers} viewers`;
      const { votes, heldBack, refused, unanswered } = ours.storm;
      const asked = options.votesPerSecond * options.seconds;
      const stale = ours.waits.percentile(0.99);
      return {
        lines: [
          {
            row,
            what: 'naive room that sends each vote and stores none',
            value: `${figures(naive)}; ${naive.storm.heldBack} votes not sent, ${naive.storm.unanswered} not answered`,
          },
          {
            row,
            what: 'Parley, stored and durable',
            value: figures(ours),
            beside: `staleness p99 ${(stale / naive.waits.percentile(0.99)).toFixed(2)} × naive`,
            reach: `≤ ${REACH.frames} frames/s, staleness p99 ≤ ${REACH.stalenessMs} ms, loop delay p99 ≤ ${REACH.loopDelayMs} ms`,
            reached:
              ours.frames <= REACH.frames &&
              stale <= REACH.stalenessMs &&
              ours.loopDelay <= REACH.loopDelayMs &&
              ours.missing === 0,
          },
          {
            row,
            what: 'Parley after kill −9: comments whose stored tally or votes differ from what was acknowledged',
            value: `${stored.wrong} of ${options.comments}, ${votes} of ${asked} votes acknowledged (${heldBack} not sent, ${refused} refused, ${unanswered} not answered)`,
            reach: 'every vote durable and counted once',
            reached: stored.wrong === 0 && stored.comments === ours.comments && votes === asked,
          },
        ],
      };
    }),
};
