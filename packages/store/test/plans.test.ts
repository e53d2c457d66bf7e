import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Epoch } from '@parley/protocol';
import { expect, it } from 'vitest';
import { kyselyOf, openForWriting, SQLITE_WORDS } from '../src/dialects/sqlite.ts';
import { beginEpoch } from '../src/epochs.ts';
import { migrate } from '../src/migrate.ts';
import { Queries } from '../src/queries.ts';
import { askEverything } from './every-question.ts';
import { newFolder } from './sqlite-files.ts';

/** Looks at rows one by one, in proportion to what is there, or sorts them: what no shape in use may do. The keys given (`item`) may be. */
const GROWS = /\bSCAN (?!\d+-ROW VALUES|CONSTANT|\(subquery|item\b|path\b|p\b)|TEMP B-TREE/;
/** Shapes that look at a bounded number of rows in another way: the oldest few by their key; the ancestors of one comment. */
const BOUNDED = new Map([
  ['oldest outcome', /^SCAN outcomes$/],
  ['drop old outcomes', /^SCAN outcomes$/],
  ['ancestors', /^USE TEMP B-TREE FOR ORDER BY$/],
]);

it('STORE-5 every query of posting, paging and catching up is answered from an index, without a scan or a sort', async () => {
  const folder = newFolder();
  const file = openForWriting(join(folder, 'parley.db'));
  const db = kyselyOf(file, 'writer');
  await migrate(db, SQLITE_WORDS);
  const queries = new Queries(db);
  const { epoch } = await beginEpoch(queries, 'one' as Epoch);
  await askEverything(queries, await beginEpoch(queries, 'two' as Epoch), { epoch, rev: 0 });

  const plans = [...queries.shapes].map(([name, { sql, parameters }]) => {
    const rows = file.prepare(`explain query plan ${sql}`).all(...parameters) as { detail: string }[];
    return { name, steps: rows.map((row) => row.detail) };
  });
  expect(plans.length).toBeGreaterThan(30);
  const growing = plans
    .map(({ name, steps }) => ({ name, steps: steps.filter((step) => GROWS.test(step) && !BOUNDED.get(name)?.test(step)) }))
    .filter(({ steps }) => steps.length > 0);
  expect(growing).toEqual([]);

  const steps = (name: string) => plans.find((plan) => plan.name === name)?.steps.join(' · ');
  expect(steps('newest after')).toContain('contents_list (room=? AND parent=? AND (created_at,born)<(?,?))');
  expect(steps('best before')).toContain('tallies_best (room=? AND parent=? AND (best,created_at,born)>(?,?,?))');
  expect(steps('contents above')).toContain('contents_rev (room=? AND content_rev>?)');
  expect(steps('tallies above')).toContain('tallies_rev (room=? AND tally_rev>?)');
  await db.destroy();
  rmSync(folder, { recursive: true });
});
