/** Rooms by slug and the index of rooms. */
import type { RoomRecord } from '@parley/model';
import type { RoomSlug } from '@parley/protocol';
import type { Selectable } from 'kysely';
import type { Queries } from '../queries.ts';
import { BARE_ROOM_COLUMNS, bareRoomOf, roomOf } from '../rows.ts';
import type { RoomsTable } from '../tables.ts';

/** A room with the number under which its rows stand. */
export interface KnownRoom {
  readonly id: number;
  readonly record: RoomRecord;
}

export async function findRoom(queries: Queries, slug: RoomSlug): Promise<KnownRoom | undefined> {
  const [row] = await queries.rows<Selectable<RoomsTable>>(
    'room by slug',
    (db) => db.selectFrom('rooms').selectAll().where('slug', '=', ''),
    [slug],
  );
  return row && { id: row.id, record: roomOf(row) };
}

/** The same without its article. */
export async function findBareRoom(queries: Queries, slug: RoomSlug): Promise<KnownRoom | undefined> {
  const [row] = await queries.rows<Omit<Selectable<RoomsTable>, 'article'>>(
    'bare room by slug',
    (db) => db.selectFrom('rooms').select(BARE_ROOM_COLUMNS).where('slug', '=', ''),
    [slug],
  );
  return row && { id: row.id, record: bareRoomOf(row) };
}

/** Latest discussion first. */
export async function listRooms({ db }: Queries, listedOnly: boolean): Promise<RoomRecord[]> {
  let rooms = db.selectFrom('rooms').selectAll();
  if (listedOnly) rooms = rooms.where('listed', '=', 1);
  return (await rooms.orderBy('last_created_at', 'desc').orderBy('slug').execute()).map(roomOf);
}
