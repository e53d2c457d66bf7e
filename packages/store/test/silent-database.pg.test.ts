/** A network that swallows all there is between an instance and its database: connections stand, and nothing passes. */
import { Bench, codesOf, guest } from '@parley/engine/contract';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { PostgresTimes } from '../src/dialects/postgres-times.ts';
import { openPostgresStore } from '../src/open-postgres-store.ts';
import { type PostgresCluster, startPostgres } from './postgres-cluster.ts';
import { type Relay, startRelay } from './relay.ts';

const ann = guest('ann');
const refused = { name: 'StoreError', code: 'unreachable' };
const quiet = () => undefined;
/** Beyond any test's time: what has no other bound than these hangs. */
const NEVER = 600_000;
const COMMIT = 'commit\0';
const IN_A_COMMIT = "select from pg_stat_activity where datname = current_database() and state = 'idle in transaction'";
let cluster: PostgresCluster;
beforeAll(async () => {
  cluster = await startPostgres();
});
afterAll(() => cluster?.end());

async function behindSilence(
  times: Partial<PostgresTimes>,
  work: (t: Bench, relay: Relay, reports: string[], url: string) => Promise<void>,
) {
  const relay = await startRelay(cluster.port);
  const url = await cluster.newDatabase();
  const reports: string[] = [];
  const store = await openPostgresStore({
    url: url.replace(`:${cluster.port}/`, `:${relay.port}/`),
    onReport: (report) => void reports.push(report),
    times: { connect: 1_000, use: 2_000, commit: 3_000, statement: NEVER, answer: NEVER, ...times },
  });
  await work(new Bench({ store, reopen: expect.unreachable, close: () => store.close() }), relay, reports, url);
  await store.close();
  await relay.close();
  await cluster.drop(url);
}

const bodies = async (t: Bench) => (await t.all()).content.map((part) => part.body);

it('STORE-12 a database that falls silent refuses commands and readers in bounded time, and is used again when it speaks', async () => {
  await behindSilence({}, async (t, relay) => {
    await t.posted('before');
    const read = () => t.store.readHeads([t.room]);
    await Promise.all([read(), read()]);
    relay.hush();
    const post = t.post(ann, 'later');
    const elsewhere = t.store.commit('elsewhere' as typeof t.room, [t.post(ann, 'on a new connection')], 0);
    await Promise.all(
      [t.commit(post), elsewhere, read(), t.page(), t.store.findRoom(t.room)].map((asked) =>
        expect(asked).rejects.toMatchObject(refused),
      ),
    );
    relay.speak();
    await expect.poll(() => t.commit(post).then(codesOf, quiet)).toEqual(['done']);
    expect(await bodies(t)).toEqual(['before', 'later']);
  });
});

it('STORE-8 STORE-12 a commit that was done before a long silence is refused in bounded time, and known when it is asked again', async () => {
  await behindSilence({}, async (t, relay) => {
    await t.posted('before');
    const post = t.post(ann, 'surely once');
    relay.hushAt(COMMIT, 'after');
    await expect(t.commit(post)).rejects.toMatchObject(refused);
    relay.speak();
    await expect.poll(() => t.commit(post).then(codesOf, quiet)).toEqual(['done']);
    expect(await t.all()).toMatchObject({ content: [{ body: 'before' }, { body: 'surely once' }] });
  });
});

it.each(['before', 'after'] as const)(
  'STORE-8 a commit lost in a silence that begins %s it and ends while it is looked up is done once, whenever it arrives',
  async (when) => {
    await behindSilence({ use: 1_000, commit: 60_000 }, async (t, relay, reports) => {
      await t.posted('before');
      relay.hushAt(COMMIT, when);
      const answered = t.commit(t.post(ann, 'in the dark'));
      // Given up and looked for on another connection; what the silence held comes first.
      await expect.poll(() => relay.cameInSilence(), { timeout: 30_000 }).toBeGreaterThan(0);
      relay.speak();
      expect(codesOf(await answered)).toEqual(['done']);
      expect(reports).toContainEqual(expect.stringMatching(/lost its answer and was found (done|not done)/));
      expect(await bodies(t)).toEqual(['before', 'in the dark']);
    });
  },
);

it('STORE-12 an instance that falls silent in the middle of a commit keeps its room from the others no longer than a moment', async () => {
  await behindSilence({ idleInTransaction: 500 }, async (t, relay, _, url) => {
    await t.posted('before');
    const other = await openPostgresStore({ url });
    relay.hushAt(COMMIT, 'before');
    const refusal = expect(t.commit(t.post(ann, 'never done'))).rejects.toMatchObject(refused);
    await expect.poll(() => cluster.sql(url, IN_A_COMMIT)).toHaveLength(1);
    expect(codesOf(await other.commit(t.room, [t.post(ann, 'done')], 0))).toEqual(['done']);
    await refusal;
    relay.speak();
    await other.close();
    expect(await bodies(t)).toEqual(['before', 'done']);
  });
});

it('ROOM-7 STORE-12 a batch that is done one by one has the time of a commit for each command', async () => {
  await behindSilence({}, async (t, _, __, url) => {
    await t.posted('before');
    // The first row of the batch fails at once; alone, each row takes its time.
    await cluster.sql(
      url,
      `create function slow() returns trigger language plpgsql as $$ begin
         if new.body = 'poison' then raise 'poisoned'; end if; perform pg_sleep(0.6); return new; end $$;
       create trigger slow before insert on contents for each row execute function slow()`,
    );
    const answer = await t.commit(...['poison', 'one', 'two', 'three', 'four'].map((body) => t.post(ann, body)));
    expect(codesOf(answer)).toEqual(['store-unavailable', 'done', 'done', 'done', 'done']);
  });
});
