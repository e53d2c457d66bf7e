import { Bench, guest } from '@parley/engine/contract';
import type { Epoch } from '@parley/protocol';
import { CompiledQuery } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { MANY_WRITERS } from '../src/dialects/postgres.ts';
import { Sessions } from '../src/dialects/postgres-pool.ts';
import { joinEpoch } from '../src/epochs.ts';
import { askEverything } from './every-question.ts';
import { type PostgresCluster, startPostgres } from './postgres-cluster.ts';
import { makePostgresStore } from './postgres-stores.ts';

let cluster: PostgresCluster;
beforeAll(async () => {
  cluster = await startPostgres();
});
afterAll(() => cluster?.end());

/** Ways that cost more the longer a room or the list of rooms is; a filter reads rows only to leave them out. */
const GROWS = /Seq Scan|Bitmap|Sort|Hash|Merge|Filter/;
/** One person's votes in a room, which the planner may find by another index of theirs while there are few in all. */
const OWN_VOTES = /^Filter: \(comment = /;
/** What is bounded all the same: the ancestors of one comment, the few oldest outcomes, and those of an age among them. */
const BOUNDED: Readonly<Record<string, RegExp>> = {
  ancestors: /Sort|WorkTable|^Filter: \(parent <> /,
  'drop old outcomes': /Sort|Hash|Filter|Nested|Seq Scan on oldest|CTE Scan/,
};

it('STORE-5 in a database of one large room, another one is asked from the indexes made for each question', async () => {
  const made = await makePostgresStore(cluster);
  const t = new Bench(made);
  for (let i = 0; i < 4; i += 1) await t.commit(...Array.from({ length: 500 }, (_, j) => t.post(guest('ann'), `${i} ${j}`)));
  await cluster.sql(made.url, 'analyze');
  const sessions = new Sessions({ url: made.url, size: 1, onReport: () => undefined });
  await sessions.use('writing', async ({ queries, opening }) => {
    const earlier = await joinEpoch(queries, 'an earlier one' as Epoch);
    await askEverything(queries, opening, { epoch: earlier.epoch, rev: 0 }, MANY_WRITERS);
    const growing: Record<string, string[]> = {};
    const plans = new Map<string, string>();
    for (const [name, { sql, parameters }] of queries.shapes) {
      const { rows } = await queries.db.executeQuery<Record<string, string>>(
        CompiledQuery.raw(`explain ${sql}`, [...parameters]),
      );
      const steps = rows.map((row) => `${row['QUERY PLAN']}`.trim());
      plans.set(name, steps.join(' · '));
      const grow = steps.filter((step) => GROWS.test(step) && !BOUNDED[name]?.test(step) && !OWN_VOTES.test(step));
      if (grow.length > 0) growing[name] = steps;
    }
    expect(growing).toEqual({});
    expect(plans.size).toBeGreaterThan(30);
    expect(plans.get('newest after')).toContain('using contents_list');
    expect(plans.get('best before')).toContain('using tallies_best');
    expect(plans.get('contents above')).toContain('using contents_rev');
    expect(plans.get('tallies above')).toContain('using tallies_rev');
    expect(plans.get('own votes above')).toContain('using votes_rev');
  });
  await sessions.close();
  await made.close();
});
