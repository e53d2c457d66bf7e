/** How far many rooms stand: what an instance compares the rooms that are open there with. */

import type { RoomHead } from '@parley/engine';
import type { Epoch, Rev, RoomSlug } from '@parley/protocol';
import { type Queries, together } from '../queries.ts';

/** Most rooms of one statement. */
const ROOMS_MAX = 256;

interface HeadRow {
  readonly slug: RoomSlug;
  readonly head: Rev;
}

async function headsIn(queries: Queries, rooms: readonly RoomSlug[]): Promise<HeadRow[]> {
  const asked: string[] = [...rooms];
  // Filled up with what is no slug to a power of four: few shapes, the same rows.
  while (asked.length < ROOMS_MAX && !Number.isInteger(Math.log2(asked.length) / 2)) asked.push('');
  return queries.rows<HeadRow>(
    `heads ${asked.length}`,
    (db) => db.selectFrom('rooms').select(['slug', 'head']).where('slug', 'in', asked).$castTo<HeadRow>(),
    asked,
  );
}

/** One for each room; 0 where there is none. */
export async function readHeads(queries: Queries, epoch: Epoch, rooms: readonly RoomSlug[]): Promise<RoomHead[]> {
  const parts: Promise<HeadRow[]>[] = [];
  for (let at = 0; at < rooms.length; at += ROOMS_MAX) parts.push(headsIn(queries, rooms.slice(at, at + ROOMS_MAX)));
  const heads = new Map((await together(...parts)).flat().map(({ slug, head }) => [slug, head]));
  return rooms.map((room) => ({ room, epoch, to: heads.get(room) ?? 0 }));
}
