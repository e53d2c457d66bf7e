/** The database's address leads to another primary while the former one still answers: what nobody has fenced. */
import { Bench, codesOf, found, guest } from '@parley/engine/contract';
import type { RoomSlug } from '@parley/protocol';
import { Client } from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openPostgresStore } from '../src/open-postgres-store.ts';
import { type PostgresCluster, startPostgres } from './postgres-cluster.ts';
import { type Relay, startRelay } from './relay.ts';

const ann = guest('ann');
const refused = { name: 'StoreError', code: 'unreachable' };
let [former, latter]: PostgresCluster[] = [];
beforeAll(async () => {
  [former, latter] = await Promise.all([startPostgres(), startPostgres()]);
});
afterAll(() => Promise.all([former?.end(), latter?.end()]));

interface Switched {
  readonly t: Bench;
  readonly relay: Relay;
  readonly reports: readonly string[];
  /** Texts that the former and the latter database hold. */
  bodies(): Promise<{ readonly former: readonly unknown[]; readonly latter: readonly unknown[] }>;
  /** Holds a room's lock in the former database meanwhile. */
  holding(room: RoomSlug, work: () => Promise<void>): Promise<void>;
}

/** A store behind an address that leads to the former database until it is told to lead to the latter. */
async function onSwitchable(work: (of: Switched) => Promise<void>) {
  const [one, other] = [found(former), found(latter)];
  const [url, otherUrl] = [await one.newDatabase(), await other.newDatabase()];
  // Migrated beforehand: instances look at another history, they do not make one.
  await (await openPostgresStore({ url: otherUrl })).close();
  const relay = await startRelay(one.port);
  const reports: string[] = [];
  const store = await openPostgresStore({
    url: url.replace(`:${one.port}/`, `:${relay.port}/`),
    onReport: (report) => void reports.push(report),
  });
  const bodiesIn = async (cluster: PostgresCluster, of: string) =>
    (await cluster.sql(of, 'select body from contents order by born')).map(({ body }) => body);
  await work({
    t: new Bench({ store, reopen: expect.unreachable, close: () => store.close() }),
    relay,
    reports,
    bodies: async () => ({ former: await bodiesIn(one, url), latter: await bodiesIn(other, otherUrl) }),
    async holding(room, meanwhile) {
      const holder = new Client({ connectionString: url });
      await holder.connect();
      await holder.query(`begin; update rooms set head = head where slug = '${room}'`);
      await meanwhile();
      await holder.query('rollback');
      await holder.end();
    },
  });
  await store.close();
  await relay.close();
  await Promise.all([one.drop(url), other.drop(otherUrl)]);
}

const many = [0, 1, 2, 3];

it('STORE-15 no commit goes over a warm connection into a former history once another is known', async () => {
  await onSwitchable(async ({ t, relay, reports, bodies }) => {
    const inRoom = (i: number, body: string) => t.store.commit(`room-${i}` as RoomSlug, [t.post(ann, body)], 0);
    await Promise.all(many.map((i) => inRoom(i, 'before')));
    relay.leadTo(found(latter).port);
    // The first read opens a connection; those for writing stand, and the former database answers on them.
    await t.store.findRoom(t.room);
    expect(reports).toEqual([expect.stringContaining('another history')]);
    const epoch = await t.store.epoch();
    const answers = await Promise.all(many.map((i) => inRoom(i, 'after')));
    expect(answers.flatMap(codesOf)).toEqual(many.map(() => 'done'));
    expect(answers.map(({ rows }) => rows.epoch)).toEqual(many.map(() => epoch));
    expect(await bodies()).toEqual({ former: many.map(() => 'before'), latter: many.map(() => 'after') });
  });
});

it('STORE-15 nothing is read over a warm connection from a former history once another is known', async () => {
  await onSwitchable(async ({ t, relay }) => {
    await t.posted('before');
    const read = () => Promise.all(many.map(() => t.store.readHeads([t.room])));
    const before = (await read()).flat();
    relay.leadTo(found(latter).port);
    relay.cutAt('begin isolation level read committed', 'before');
    const post = t.post(ann, 'after');
    await expect(t.commit(post)).rejects.toMatchObject(refused);
    const { epoch } = (await t.store.commit(t.room, [post], 0)).rows;
    expect((await read()).flat()).toEqual(before.map((head) => ({ ...head, epoch })));
  });
});

it('STORE-15 a commit that ends in a former history while another became known is refused, and done there when asked again', async () => {
  await onSwitchable(async ({ t, relay, bodies, holding }) => {
    await t.posted('before');
    relay.forget();
    const post = t.post(ann, 'meanwhile');
    let answered: Promise<unknown> | undefined;
    await holding(t.room, async () => {
      answered = expect(t.commit(post)).rejects.toMatchObject(refused);
      await expect
        .poll(() => relay.flights().some((flight) => flight.includes('begin isolation level read committed')))
        .toBe(true);
      relay.leadTo(found(latter).port);
      await t.store.findRoom(t.room);
    });
    await answered;
    expect(codesOf(await t.store.commit(t.room, [post], 0))).toEqual(['done']);
    expect((await bodies()).latter).toEqual(['meanwhile']);
  });
});
