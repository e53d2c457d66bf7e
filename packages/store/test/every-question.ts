/** Asks a store every kind of question once, so that each query's shape is known. */
import { guest } from '@parley/engine/contract';
import type { BatchCommand } from '@parley/model';
import { type CommentId, ORDERS, type Position, type RoomSlug } from '@parley/protocol';
import { expect } from 'vitest';
import { type CommitDialect, commit, ONE_WRITER } from '../src/commit/commit.ts';
import { OldOutcomes } from '../src/commit/old-outcomes.ts';
import { isGood, type Opening } from '../src/epochs.ts';
import type { Queries } from '../src/queries.ts';
import { readHeads } from '../src/read/heads.ts';
import { mineAbove } from '../src/read/mine.ts';
import { readPage } from '../src/read/page.ts';
import { readRevisions } from '../src/read/revisions.ts';
import { findRoom } from '../src/read/rooms.ts';
import { partsAbove } from '../src/read/since.ts';

const ann = guest('ann');
const id = (n: number) => `${String(n).padStart(8, '0')}-0000-7000-8000-000000000000`;
const comment = (n: number) => id(1_000_000 + n) as CommentId;

/** `earlier`: a position in an epoch before this one. */
export async function askEverything(
  queries: Queries,
  opening: Opening,
  earlier: Position,
  dialect: CommitDialect = ONE_WRITER,
): Promise<void> {
  const slug = 'asked-everything' as RoomSlug;
  let last = 0;
  const ask = (actor: typeof ann, command: object) => {
    last += 1;
    return { actor, now: last, command: { command: id(last), ...command } } as unknown as BatchCommand;
  };
  const post = (n: number, parent: number | null = null) =>
    ask(ann, {
      kind: 'post-comment',
      comment: comment(n),
      parent: parent === null ? null : comment(parent),
      body: 'x',
      name: null,
    });

  const parts = { queries, opening, dialect, oldOutcomes: new OldOutcomes(), report: expect.unreachable };
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
  await dialect.dropOldOutcomes(queries, Number.MAX_SAFE_INTEGER, 1);
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
      await readPage(queries, opening.epoch, room, { parent: null, order, from, ...bounds });
    }
  }
  await partsAbove(queries, room.id, 1, 10);
  await mineAbove(queries, room.id, ann.person, 0, 10);
  await readRevisions(queries, room.id, comment(1));
  await isGood(queries, room.id, opening, earlier, 7);
  await readHeads(queries, opening.epoch, [slug]);
}
