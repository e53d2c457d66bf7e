/**
 * An avalanche: two instances, every viewer on one of them, and that one is killed. How long until all of them are at the other and
 * have everything, window included, beside plain Socket.IO over WebSocket only, whose clients come back to nothing.
 */
import { steadyMs } from '../clock.ts';
import { openCrowd } from '../crowd.ts';
import type { MeasuredServer } from '../processes/measured-server.ts';
import { COMMENT_BYTES } from '../room.ts';
import { type Row, withClosing } from '../row.ts';
import { lastMark, writeEvenly } from '../spread.ts';
import { parley } from '../subjects/parley.ts';
import { type Services, withServices } from '../subjects/services.ts';
import { plainSocketIo } from '../subjects/socket-io.ts';
import { at, type Subject, startWithWriter, wsOf } from '../subjects/subject.ts';
import type { Line } from '../table.ts';

const SIZES = { full: { alone: 5_000, beside: 10_000 }, short: { alone: 500, beside: 1_000 } };
/** Comments that are written meanwhile, so that there is something to miss. */
const WRITES = { perSecond: 5, seconds: 4 };
const WARM_SECONDS = 2;
const INSTANCES = 2;
const DYING = 0;
const SURVIVOR = 1;
/** Figures of the design. */
const REACH = { aloneMs: 10_000, besidePlain: 1.5, reads: 5 };
const STORE_READS = 'parley_store_reads_total';
/** Batched looks at the heads of all rooms, which every instance asks for from second to second, avalanche or none. */
const HEAD_QUERIES = 'parley_head_queries_total';

/** What an instance asked of the store so far. */
interface Asked {
  readonly reads: number;
  readonly heads: number;
}
const NOTHING: Asked = { reads: 0, heads: 0 };

/** `askedOf`: what the survivor asked of the store so far. */
const measure = <S extends MeasuredServer>(subject: Subject<S>, viewers: number, askedOf: (survivor: S) => Promise<Asked>) =>
  withClosing(async (closing) => {
    const { running, writer } = await startWithWriter(subject, INSTANCES, closing, SURVIVOR);
    const survivor = at(running.servers, SURVIVOR);
    const crowd = await openCrowd(running.target(DYING), viewers, closing);
    const warm = await writeEvenly(writer, WRITES.perSecond, WARM_SECONDS);
    // Plain servers do not know of each other: viewers of the one see nothing of what is written at the other.
    if (!subject.exact) await crowd.allSaw(lastMark(warm));
    await crowd.record();
    crowd.returnTo(wsOf(survivor));
    const asked = await askedOf(survivor);
    survivor.resetLoopDelay();
    const since = steadyMs();
    await at(running.servers, DYING).kill();
    const [back, writes] = await Promise.all([
      crowd.allBack(since),
      writeEvenly(writer, WRITES.perSecond, WRITES.seconds, warm.length),
    ]);
    if (!subject.exact) await crowd.allSaw(lastMark(writes));
    const { waits: all, missing } = await crowd.waits(writes, subject.exact);
    // Consistent is who is back and has what was written until then; plain viewers never get what was written while they were away.
    const known = writes.filter((write) => write.at - since <= back.max);
    const last = known.filter(({ mark }) => mark === lastMark(known));
    const seen = (await crowd.waits(last, subject.exact)).waits;
    const lastSeen = subject.exact ? 0 : Math.max(0, ...last.map((write) => write.at - since + seen.max));
    const loopDelay = (await survivor.loopDelay()).p99;
    const askedNow = await askedOf(survivor);
    return {
      back,
      allMs: Math.max(back.max, lastSeen),
      lost: missing,
      of: missing + all.count,
      reads: askedNow.reads - asked.reads,
      heads: askedNow.heads - asked.heads,
      loopDelay,
    };
  });

type Measured = Awaited<ReturnType<typeof measure>>;

const seconds = (ms: number): string => (ms / 1_000).toFixed(1);
const figures = ({ back, allMs, lost, of, loopDelay }: Measured): string =>
  `all after ${seconds(allMs)} s (back p50 / p99 ${seconds(back.percentile(0.5))} / ${seconds(back.percentile(0.99))} s), ` +
  `${lost} of ${of} deliveries lost, loop delay p99 ${loopDelay.toFixed(0)} ms`;

const parleyAvalanche = (services: Services, viewers: number) =>
  measure(parley({ services, counted: true }), viewers, async (survivor) => ({
    reads: await survivor.metric(STORE_READS),
    heads: await survivor.metric(HEAD_QUERIES),
  }));

export const avalanche: Row = {
  name: 'avalanche',
  connections: { full: SIZES.full.beside, short: SIZES.short.beside },
  run: (scale) =>
    withServices(async (services) => {
      const sizes = SIZES[scale];
      const alone = await parleyAvalanche(services, sizes.alone);
      const ours = await parleyAvalanche(services, sizes.beside);
      const plain = await measure(plainSocketIo(COMMENT_BYTES), sizes.beside, async () => NOTHING);
      const row = (viewers: number): string => `kill −9 of an instance with ${viewers} viewers`;
      const what = ({ reads, heads }: Measured): string =>
        `Parley, survivor with Redis and Postgres, ${reads} reads of the store and ${heads} looks at heads meanwhile`;
      const ratio = ours.allMs / plain.allMs;
      const lines: Line[] = [
        {
          row: row(sizes.alone),
          what: what(alone),
          value: figures(alone),
          reach: `all ≤ ${seconds(REACH.aloneMs)} s, 0 lost, ≤ ${REACH.reads} reads beside the looks`,
          reached: alone.allMs <= REACH.aloneMs && alone.lost === 0 && alone.reads <= REACH.reads,
        },
        { row: row(sizes.beside), what: 'plain Socket.IO, WebSocket only, its clients as they come', value: figures(plain) },
        {
          row: row(sizes.beside),
          what: what(ours),
          value: figures(ours),
          beside: `${ratio.toFixed(2)} × plain Socket.IO`,
          reach: `≤ ${REACH.besidePlain} × plain Socket.IO, 0 lost, ≤ ${REACH.reads} reads beside the looks`,
          reached: ratio <= REACH.besidePlain && ours.lost === 0 && ours.reads <= REACH.reads,
        },
      ];
      return { lines };
    }),
};
