/** All that is read of a store: every answer from one snapshot. */
import type { PageQuery, RoomHead, SinceAnswer } from '@parley/engine';
import { type RoomRecord, summaryOf } from '@parley/model';
import type { CommentId, OwnerFact, Page, PersonId, Position, Rev, Revision, RoomSlug } from '@parley/protocol';
import type { ThreadFile } from '@parley/protocol/thread-file';
import { isGood, type Opening } from '../epochs.ts';
import { type Queries, together } from '../queries.ts';
import { readThread } from '../threads/export-thread.ts';
import { commentsById } from './comments.ts';
import { readHeads } from './heads.ts';
import { mineAbove } from './mine.ts';
import { pageOf, readPage } from './page.ts';
import { readRevisions } from './revisions.ts';
import { findRoom, type KnownRoom, listRooms } from './rooms.ts';
import { partsAbove } from './since.ts';

export interface ReaderMethods {
  findRoom(room: RoomSlug): Promise<RoomRecord | undefined>;
  readHeads(rooms: readonly RoomSlug[]): Promise<RoomHead[]>;
  listRooms(listedOnly: boolean): Promise<RoomRecord[]>;
  readPage(room: RoomSlug, query: PageQuery): Promise<Page | undefined>;
  readComments(room: RoomSlug, comments: readonly CommentId[], person: PersonId | null): Promise<Page>;
  readRevisions(room: RoomSlug, comment: CommentId): Promise<readonly Revision[] | undefined>;
  readSince(room: RoomSlug, position: Position, person: PersonId | null, max: number): Promise<SinceAnswer>;
  readMine(room: RoomSlug, people: readonly PersonId[], above: Rev, max: number): Promise<readonly (readonly OwnerFact[])[]>;
  exportThread(room: RoomSlug): Promise<ThreadFile | undefined>;
}

/** Rows above a position. One more than `max` of each kind is asked for: then it is known that there are too many. */
async function readSince(
  queries: Queries,
  opening: Opening,
  room: KnownRoom | undefined,
  position: Position,
  person: PersonId | null,
  max: number,
): Promise<SinceAnswer> {
  const head = room?.record.head ?? 0;
  if (!(await isGood(queries, room?.id, opening, position, head))) return { kind: 'other-epoch' };
  const { rev } = position;
  const parts = room ? await partsAbove(queries, room.id, rev, max + 1) : { content: [], tallies: [] };
  if (parts.content.length + parts.tallies.length > max) return { kind: 'too-many' };
  // Each own vote above raised a tally above, so that the bound holds for them too.
  const mine = room && person !== null ? await mineAbove(queries, room.id, person, rev, max) : [];
  const rows = { epoch: opening.epoch, from: rev, to: head, ...parts, summary: summaryOf(room?.record) };
  return { kind: 'rows', rows, mine };
}

/** Reads through `queries`, whose transactions are snapshots. */
export function readerOf(queries: Queries, opening: Opening): ReaderMethods {
  const { epoch } = opening;

  /** One room in one snapshot: whatever is committed meanwhile is not seen. */
  const inRoom = <T>(slug: RoomSlug, work: (snapshot: Queries, room: KnownRoom | undefined) => Promise<T>) =>
    queries.transaction(async (snapshot) => work(snapshot, await findRoom(snapshot, slug)));

  return {
    findRoom: async (slug) => (await findRoom(queries, slug))?.record,
    readHeads: (rooms) => readHeads(queries, epoch, rooms),
    listRooms: (listedOnly) => listRooms(queries, listedOnly),
    readPage: (slug, query) => inRoom(slug, (snapshot, room) => readPage(snapshot, epoch, room, query)),
    readComments: (slug, comments, person) =>
      inRoom(slug, async (snapshot, room) => {
        const rows = room ? await commentsById(snapshot, room.id, [...new Set(comments)]) : [];
        return pageOf(snapshot, epoch, room, rows, person);
      }),
    readRevisions: (slug, comment) => inRoom(slug, async (snapshot, room) => room && readRevisions(snapshot, room.id, comment)),
    readSince: (slug, position, person, max) =>
      inRoom(slug, (snapshot, room) => readSince(snapshot, opening, room, position, person, max)),
    readMine: (slug, people, above, max) =>
      inRoom(slug, async (snapshot, room) =>
        room ? together(...people.map((person) => mineAbove(snapshot, room.id, person, above, max))) : people.map(() => []),
      ),
    exportThread: (slug) => queries.transaction((snapshot) => readThread(snapshot, slug)),
  };
}
