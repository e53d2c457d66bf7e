/** Hostile clients beside peaceful ones: whether the server lives, how soon it cuts them, what the others notice. Beside plain Socket.IO. */
import { histogramOf } from '../histogram.ts';
import { ask, start, stop } from '../processes/child.ts';
import { openViewers } from '../processes/viewers.ts';
import type { AttackResult, OffendersOrder, OffendersReport } from '../programs/offenders.ts';
import { COMMENT_BYTES } from '../room.ts';
import { type Row, withClosing } from '../row.ts';
import { lastMark, p50p99, writeEvenly } from '../spread.ts';
import { parley } from '../subjects/parley.ts';
import { plainSocketIo } from '../subjects/socket-io.ts';
import { at, type Subject, startWithWriter } from '../subjects/subject.ts';
import type { Line } from '../table.ts';

/** `each`: attackers of each kind at once. */
const SIZES = {
  full: { viewers: 100, each: 2, perSecond: 20, calmSeconds: 8, seconds: 15 },
  short: { viewers: 50, each: 1, perSecond: 20, calmSeconds: 3, seconds: 5 },
};
type Options = (typeof SIZES)['full'];
/** Figure of the design, ms. */
const REACH = { cutMs: 1_000 };
/** By how much the others' p99 may be above that of the calm, ms: attackers take their share of two cores on this machine. */
const UNAFFECTED_MS = 25;

const measure = (subject: Subject, options: Options) =>
  withClosing(async (closing) => {
    const { running, writer } = await startWithWriter(subject, 1, closing);
    await writer.write(0);
    const crowd = await openViewers(running.target(0), options.viewers, closing);
    await crowd.allSaw(lastMark(await writeEvenly(writer, options.perSecond, 1, 1)));
    await crowd.record();
    const calm = await writeEvenly(writer, options.perSecond, options.calmSeconds);
    const offenders = start('programs/offenders.js');
    closing(() => stop(offenders));
    const order: OffendersOrder = { kind: 'attack', target: running.target(0), each: options.each, seconds: options.seconds };
    const [{ results }, attacked] = await Promise.all([
      ask<OffendersReport, 'attacked'>(offenders, order, 'attacked'),
      writeEvenly(writer, options.perSecond, options.seconds),
    ]);
    const last = await writer.write(0);
    await crowd.allSaw(last);
    const before = await crowd.waits(calm, subject.exact);
    const during = await crowd.waits(attacked, subject.exact);
    const { closed } = await crowd.counts();
    return { results, before, during, closed, alive: at(running.servers, 0).alive() };
  });

type Measured = Awaited<ReturnType<typeof measure>>;

function cutsOf(results: readonly AttackResult[]): string {
  return results
    .map(({ name, cuts, uncut }) => {
      const times = histogramOf(cuts);
      const most = times.count > 0 ? `${times.count} cut, after ${times.max.toFixed(0)} ms at most` : 'none cut';
      return `${name}: ${most}${uncut > 0 ? `, ${uncut} not in 3 s` : ''}`;
    })
    .join('; ');
}

const othersOf = ({ before, during, closed, alive }: Measured): string =>
  `p50 / p99 ${p50p99(before.waits)} ms in calm, ${p50p99(during.waits)} ms under attack, ${during.missing} missing, ` +
  `${closed} cut; ${alive ? '0 crashes' : 'crashed'}`;

function linesOf(row: string, who: string, it: Measured): [Line, Line] {
  return [
    { row, what: `${who}: lines of attackers`, value: cutsOf(it.results) },
    { row, what: `${who}: the other viewers`, value: othersOf(it) },
  ];
}

export const hostile: Row = {
  name: 'hostile',
  connections: { full: SIZES.full.viewers, short: SIZES.short.viewers },
  async run(scale) {
    const options = SIZES[scale];
    const ours = await measure(parley(), options);
    const plain = await measure(plainSocketIo(COMMENT_BYTES), options);
    const row = `hostile clients, ${options.each} of each kind at once, beside ${options.viewers} viewers`;
    const [attackers, others] = linesOf(row, 'Parley', ours);
    const isCut = ({ cuts, uncut }: AttackResult): boolean => uncut === 0 && histogramOf(cuts).max <= REACH.cutMs;
    const [calm, under] = [ours.before.waits.percentile(0.99), ours.during.waits.percentile(0.99)];
    const missing = ours.during.missing + ours.closed;
    return {
      lines: [
        ...linesOf(row, 'plain Socket.IO', plain),
        { ...attackers, reach: `cut within ${REACH.cutMs / 1_000} s`, reached: ours.results.every(isCut) },
        {
          ...others,
          reach: `0 crashes, unaffected (p99 ≤ ${UNAFFECTED_MS} ms above the calm)`,
          reached: ours.alive && missing === 0 && under <= calm + UNAFFECTED_MS,
        },
      ],
    };
  },
};
