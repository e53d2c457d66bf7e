/**
 * A hot room: as many comments as are acknowledged, from sockets to the disk before 50 viewers, and into the store alone; on SQLite
 * with every commit on the disk and on Postgres, beside a naive room that inserts each comment by itself.
 */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { openPostgresStore, openSqliteStore } from '@parley/store';
import { thousands } from '../numbers.ts';
import { newDataFolder } from '../processes/parley.ts';
import { openViewers } from '../processes/viewers.ts';
import { openWriters } from '../processes/writers.ts';
import { type Row, withClosing } from '../row.ts';
import { naiveRows, storeRows } from '../store-rows.ts';
import { naiveRoom } from '../subjects/naive-room.ts';
import { parley } from '../subjects/parley.ts';
import { withServices } from '../subjects/services.ts';
import { type Subject, startWithWriter } from '../subjects/subject.ts';
import type { Line } from '../table.ts';

const SIZES = {
  full: { viewers: 50, writers: 50, inFlight: 20, seconds: 10, warmSeconds: 5 },
  short: { viewers: 50, writers: 20, inFlight: 10, seconds: 2, warmSeconds: 1 },
};
type Options = (typeof SIZES)['full'];
/** Figures of the design, a second. */
const REACH = { sockets: 2_000, store: 10_000 };

const pressed = (subject: Subject, options: Options) =>
  withClosing(async (closing) => {
    const { running, writer: first } = await startWithWriter(subject, 1, closing);
    await first.write(0);
    const crowd = await openViewers(running.target(0), options.viewers, closing);
    const people = Array.from({ length: options.writers }, () => running.writerTarget(0));
    const writers = await openWriters(await Promise.all(people), closing);
    await writers.press(options.inFlight, options.warmSeconds);
    const result = await writers.press(options.inFlight, options.seconds);
    // All that was acknowledged is also seen.
    await crowd.allSaw(result.last);
    return result;
  });

type Pressed = Awaited<ReturnType<typeof pressed>>;

function socketLines(database: string, options: Options, ours: Pressed, naive: Pressed): Line[] {
  const row = `hot room on ${database}, ${options.viewers} viewers, ${options.writers * options.inFlight} comments under way`;
  const value = (one: Pressed): string => `${thousands(one.perSecond)}, ack p99 ${one.p99.toFixed(0)} ms`;
  return [
    { row, what: 'naive room, an insert for each: comments acknowledged a second', value: value(naive) },
    {
      row,
      what: 'Parley: comments acknowledged a second',
      value: value(ours),
      beside: `${(ours.perSecond / naive.perSecond).toFixed(1)} × naive`,
      reach: `≥ ${REACH.sockets} a second`,
      reached: ours.perSecond >= REACH.sockets,
    },
  ];
}

function storeLines(database: string, ours: number, naive: number): Line[] {
  const row = `store alone on ${database}`;
  return [
    { row, what: 'an insert for each, rows a second', value: thousands(naive) },
    {
      row,
      what: 'Parley’s store in batches, rows a second',
      value: thousands(ours),
      beside: `${(ours / naive).toFixed(1)} × single inserts`,
      reach: `≥ ${REACH.store} a second`,
      reached: ours >= REACH.store,
    },
  ];
}

const onSqlite = (options: Options): Promise<Line[]> =>
  withClosing(async (closing) => {
    const folder = newDataFolder();
    closing(() => rmSync(folder, { recursive: true, force: true }));
    const file = (name: string): string => join(folder, `${name}.db`);
    const ours = await pressed(parley(), options);
    const naive = await pressed(naiveRoom(`file:${file('naive-room')}`), options);
    const store = await openSqliteStore({ file: file('store') });
    closing(() => store.close());
    const rows = await storeRows(store, options.seconds);
    const database = 'SQLite (FULL)';
    const naiveAlone = await naiveRows(`file:${file('naive')}`, options.seconds);
    return [...socketLines(database, options, ours, naive), ...storeLines(database, rows, naiveAlone)];
  });

const onPostgres = (options: Options): Promise<Line[]> =>
  withServices((services) =>
    withClosing(async (closing) => {
      const { postgres } = services;
      const ours = await pressed(parley({ services }), options);
      const naive = await pressed(naiveRoom(await postgres.newDatabase()), options);
      const store = await openPostgresStore({ url: await postgres.newDatabase() });
      closing(() => store.close());
      const rows = await storeRows(store, options.seconds);
      const naiveAlone = await naiveRows(await postgres.newDatabase(), options.seconds);
      return [...socketLines('Postgres', options, ours, naive), ...storeLines('Postgres', rows, naiveAlone)];
    }),
  );

export const hotRoom: Row = {
  name: 'hot-room',
  connections: { full: SIZES.full.viewers, short: SIZES.short.viewers },
  async run(scale) {
    const options = SIZES[scale];
    return { lines: [...(await onSqlite(options)), ...(await onPostgres(options))] };
  },
};
