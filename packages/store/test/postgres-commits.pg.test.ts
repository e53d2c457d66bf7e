import type { CommitAnswer } from '@parley/engine';
import { Bench, codesOf, found, guest, idOf } from '@parley/engine/contract';
import type { CommentId, RoomSlug } from '@parley/protocol';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openPostgresStore } from '../src/open-postgres-store.ts';
import { expectOutcomesToLeaveAtPace } from './outcomes-pace.ts';
import { type PostgresCluster, startPostgres } from './postgres-cluster.ts';
import { makePostgresStore } from './postgres-stores.ts';
import { type Relay, startRelay } from './relay.ts';

const revsOf = ({ outcomes }: CommitAnswer) => outcomes.map((outcome) => (outcome.ok ? outcome.done.rev : 0));
const ann = guest('ann');
const bob = guest('bob');
let cluster: PostgresCluster;
beforeAll(async () => {
  cluster = await startPostgres();
});
afterAll(() => cluster?.end());

/** A store behind a relay, with one connection for each use. */
async function behindRelay(work: (t: Bench, relay: Relay, reports: string[], url: string) => Promise<void>) {
  const relay = await startRelay(cluster.port);
  const url = await cluster.newDatabase();
  const reports: string[] = [];
  const store = await openPostgresStore({
    url: url.replace(`:${cluster.port}/`, `:${relay.port}/`),
    pool: 1,
    onReport: (report) => void reports.push(report),
  });
  await work(new Bench({ store, reopen: expect.unreachable, close: () => store.close() }), relay, reports, url);
  await store.close();
  await relay.close();
  await cluster.drop(url);
}

/** The database fails at one row and takes all others. */
const refusePoison = (url: string) =>
  cluster.sql(
    url,
    `create function refuse() returns trigger language plpgsql as $$ begin
       if exists (select 1 from contents where id = new.id and body = 'poison') then raise 'poisoned'; end if; return new; end $$;
     create trigger poison before insert on tallies for each row execute function refuse()`,
  );

/** Flights from the one that locks the room to the one that commits. */
function underLock(flights: readonly string[]): number {
  const lock = flights.findIndex((flight) => flight.includes('begin isolation level read committed'));
  return flights.findIndex((flight) => flight.includes('commit\0')) - lock + 1;
}

it('STORE-6 a batch of every kind of command takes four round trips under the lock, however large', async () => {
  await behindRelay(async (t, relay) => {
    const ids = await t.posted(...Array.from({ length: 300 }, (_, i) => `comment ${i}`));
    const others = await makeOther(t);
    const batch = () => [
      ...Array.from({ length: 200 }, (_, i) => t.post(bob, `more ${i}`, { parent: found(ids[i]) })),
      ...ids.slice(0, 200).map((id) => t.vote(bob, id, 1)),
      ...ids.slice(200, 210).map((id) => t.edit(ann, id, 'edited')),
      ...ids.slice(210, 220).map((id) => t.remove(ann, id)),
      t.ask({ ...ann, role: 'keeper' }, { kind: 'ban-person', person: 'g:cy' as never }),
      t.ask(guest('dee'), { kind: 'delete-my-comments' }),
    ];
    for (let round = 0; round < 2; round += 1) {
      relay.forget();
      // A cursor below what stands there: the rows of others are read too, in no round trip of their own.
      t.cursor = others;
      const answer = await t.commit(...batch());
      expect(answer.rows.content.length).toBeGreaterThan(200);
      expect(underLock(relay.flights())).toBe(4);
    }
  });
});

async function makeOther(t: Bench): Promise<number> {
  const before = t.cursor;
  await t.posted('one more');
  return before;
}

it('STORE-6 two instances on one room: every revision once, in one order, and each brings what the other did', async () => {
  const made = await makePostgresStore(cluster);
  const stores = [made.store, await made.another()];
  const bench = new Bench(made);
  const batches = Array.from({ length: 120 }, (_, i) =>
    Array.from({ length: 1 + (i % 5) }, (_, j) => bench.post(i % 2 ? ann : bob, `${i}.${j}`)),
  );
  /** Each instance as it is: one commit at a time, from its own cursor, all it was told applied. */
  const run = async (which: number) => {
    let cursor = 0;
    const seen = new Map<CommentId, number>();
    const revs: number[] = [];
    for (const batch of batches.filter((_, i) => i % 2 === which)) {
      const answer = await found(stores[which]).commit(bench.room, batch, cursor);
      expect(answer.rows.from).toBe(cursor);
      expect(answer.ownFrom).toBeGreaterThanOrEqual(cursor);
      for (const part of answer.rows.content) {
        expect(part.born).toBeGreaterThan(cursor);
        seen.set(part.id, part.born);
      }
      // Whatever was committed up to its own end is here: nothing came out of turn.
      expect(seen.size).toBe(answer.rows.to);
      cursor = answer.rows.to;
      revs.push(...revsOf(answer));
    }
    return { seen, revs };
  };
  const [one, two] = await Promise.all([run(0), run(1)]);
  const all = batches.flat();
  expect([...one.revs, ...two.revs].sort((a, b) => a - b)).toEqual(all.map((_, i) => i + 1));
  const rows = await bench.all();
  expect(rows.content.map((part) => part.id).sort()).toEqual(all.map(idOf).sort());
  for (const part of rows.content) expect([part.born, undefined]).toContain(one.seen.get(part.id));
  await made.close();
});

it('STORE-6 POST-8 many instances make one room at once: one is first, the others find it', async () => {
  const made = await makePostgresStore(cluster);
  const stores = [made.store, await made.another(), await made.another()];
  const bench = new Bench(made);
  for (let round = 0; round < 20; round += 1) {
    const room = `room-${round}` as RoomSlug;
    const posts = stores.map(() => bench.post(ann, 'first'));
    const answers = await Promise.all(stores.map((store, i) => store.commit(room, [found(posts[i])], 0)));
    expect(answers.flatMap(codesOf)).toEqual(['done', 'done', 'done']);
    expect(answers.flatMap(revsOf).sort()).toEqual([1, 2, 3]);
    expect(await made.store.findRoom(room)).toMatchObject({ head: 3, comments: 3 });
  }
  expect(made.reports).toEqual([]);
  await made.close();
});

it('STORE-8 a commit that lost its answer and was done is found, and its answer is the one it had', async () => {
  await behindRelay(async (t, relay, reports) => {
    const [id] = await t.posted('before');
    const post = t.post(ann, 'surely once');
    relay.cutAt('commit\0', 'after');
    const answer = await t.commit(post, t.vote(bob, found(id), 1));
    expect(codesOf(answer)).toEqual(['done', 'done']);
    expect(answer).toMatchObject({ ownFrom: 1, rows: { from: 1, to: 3 }, mine: [{ person: bob.person }] });
    expect(reports.filter((report) => report.includes('was found done'))).toHaveLength(1);
    expect((await t.all()).content.map((part) => part.body)).toEqual(['before', 'surely once']);
    expect(await t.all()).toMatchObject({ to: 3 });
    expect((await t.commit(post)).rows.content).toEqual([]);
  });
});

it('STORE-8 a commit that lost its answer and was not done is done, once', async () => {
  await behindRelay(async (t, relay, reports) => {
    await t.posted('before');
    relay.cutAt('commit\0', 'before');
    const answer = await t.commit(t.post(ann, 'at the second go'));
    expect(answer).toMatchObject({ ownFrom: 1, rows: { to: 2 } });
    expect(reports.filter((report) => report.includes('found not done'))).toHaveLength(1);
    // The first commit of a room as well: until then there is nothing to lock.
    relay.cutAt('commit\0', 'before');
    const elsewhere = await t.store.commit('elsewhere' as RoomSlug, [t.post(ann, 'first here')], 0);
    expect(elsewhere).toMatchObject({ exists: true, rows: { to: 1 } });
    expect((await t.all()).content.map((part) => part.body)).toEqual(['before', 'at the second go']);
  });
});

it('STORE-8 what breaks before the commit is sent is refused at once and changed nothing', async () => {
  await behindRelay(async (t, relay) => {
    await t.posted('before');
    const post = t.post(ann, 'later');
    relay.cutAt('begin isolation level read committed', 'before');
    await expect(t.commit(post)).rejects.toMatchObject({ name: 'StoreError', code: 'unreachable' });
    expect((await t.all()).content).toHaveLength(1);
    expect(codesOf(await t.commit(post))).toEqual(['done']);
  });
});

it('ROOM-7 REF-2 one row that the database refuses takes neither its batch nor half of itself along', async () => {
  const made = await makePostgresStore(cluster);
  const t = new Bench(made);
  const [before] = await t.posted('before');
  await refusePoison(made.url);
  const answer = await t.commit(t.post(ann, 'one'), t.post(ann, 'poison'), t.vote(bob, found(before), 1));
  expect(codesOf(answer)).toEqual(['done', 'store-unavailable', 'done']);
  expect(made.reports).toEqual([expect.stringContaining('A batch of 3 failed'), expect.stringContaining('poisoned')]);
  expect((await t.all()).content.map((part) => part.body)).toEqual(['before', 'one']);
  await made.close();
});

it('ROOM-7 BUS-6 where another instance commits between the commands of a failed batch, its range is not told as this batch’s own', async () => {
  await behindRelay(async (t, relay, _, url) => {
    await t.posted('before');
    await refusePoison(url);
    const other = await openPostgresStore({ url });
    relay.hushAt('commit\0', 'after');
    const answered = t.commit(t.post(ann, 'one'), t.post(ann, 'poison'), t.post(ann, 'two'));
    // The batch as a whole was rolled back: the first commit is that of its first command alone.
    await expect.poll(async () => (await other.findRoom(t.room))?.head).toBe(2);
    await other.commit(t.room, [t.post(bob, 'between')], 0);
    relay.speak();
    const answer = await answered;
    expect(codesOf(answer)).toEqual(['done', 'store-unavailable', 'done']);
    expect(answer.rows).toMatchObject({ from: 1, to: 4 });
    expect(answer.rows.content.map((part) => part.body)).toEqual(['one', 'between', 'two']);
    expect(answer.ownFrom).toBe(4);
    await other.close();
  });
});

it('POST-2 outcomes older than 48 h are dropped in steps, newer ones stay', async () => {
  const made = await makePostgresStore(cluster);
  const kept = async () => Number((await cluster.sql(made.url, 'select count(*) as n from outcomes'))[0]?.n);
  await expectOutcomesToLeaveAtPace(new Bench(made), kept);
  await made.close();
});
