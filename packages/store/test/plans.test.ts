import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { guest } from '@parley/engine/contract';
import type { BatchCommand } from '@parley/model';
import { type CommentId, type Epoch, ORDERS, type RoomSlug } from '@parley/protocol';
import { expect, it } from 'vitest';
import { commit } from '../src/commit/commit.ts';
import { OldOutcomes } from '../src/commit/old-outcomes.ts';
import { dropOldOutcomes } from '../src/commit/write.ts';
import { kyselyOf, openForWriting, SQLITE_WORDS } from '../src/dialects/sqlite.ts';
import { beginEpoch, isGood } from '../src/epochs.ts';
import { migrate } from '../src/migrate.ts';
import { Queries } from '../src/queries.ts';
import { mineAbove } from '../src/read/mine.ts';
import { readPage } from '../src/read/page.ts';
import { readRevisions } from '../src/read/revisions.ts';
import { findRoom } from '../src/read/rooms.ts';
import { partsAbove } from '../src/read/since.ts';
import { newFolder } from './sqlite-files.ts';

const ann = guest('ann');
const id = (n: number) => `${String(n).padStart(8, '0')}-0000-7000-8000-000000000000`;

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
  const opening = await beginEpoch(queries, 'one' as Epoch);
  const earlier = opening.epoch;
  const now = await beginEpoch(queries, 'two' as Epoch);
  const slug = 'a-room' as RoomSlug;
  let last = 0;
  const ask = (actor: typeof ann, command: object) => {
    last += 1;
    return { actor, now: last, command: { command: id(last), ...command } } as unknown as BatchCommand;
  };
  const comment = (n: number) => id(1_000_000 + n) as CommentId;
  const post = (n: number, parent: number | null = null) =>
    ask(ann, {
      kind: 'post-comment',
      comment: comment(n),
      parent: parent === null ? null : comment(parent),
      body: 'x',
      name: null,
    });

  const parts = { queries, opening: now, oldOutcomes: new OldOutcomes(), report: expect.unreachable };
  // Every kind of write, then every kind of read.
  await commit(parts, slug, [post(1), post(2, 1), post(3, 2)], 0);
  await commit(
    parts,
    slug,
    [
      ask(ann, { kind: 'edit-comment', comment: comment(1), body: 'y', editCount: 0 }),
      ask(guest('bob'), { kind: 'cast-vote', comment: comment(2), value: 1 }),
      ask(ann, { kind: 'delete-comment', comment: comment(3) }),
      ask({ ...ann, role: 'keeper' }, { kind: 'ban-person', person: 'g:cy' }),
    ],
    0,
  );
  await dropOldOutcomes(queries, Number.MAX_SAFE_INTEGER, 1);
  const room = await findRoom(queries, slug);
  if (!room) throw new Error('The room was expected to be there.');
  const bounds = { limit: 5, replies: 2, total: 50, person: guest('bob').person };
  for (const order of ORDERS) {
    const key = order === 'best' ? [0, 5, 5] : [5, 5];
    for (const from of [
      { at: 'start' },
      { at: 'after', key },
      { at: 'before', key },
      { at: 'around', comment: comment(3) },
    ] as const) {
      await readPage(queries, now.epoch, room, { parent: null, order, from, ...bounds });
    }
  }
  await partsAbove(queries, room.id, 1, 10);
  await mineAbove(queries, room.id, ann.person, 0, 10);
  await readRevisions(queries, room.id, comment(1));
  await isGood(queries, room.id, now, { epoch: earlier, rev: 0 }, 7);

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
