/** Between the tables' rows and the model's records. */
import type { RoomRecord, StoredComment } from '@parley/model';
import type { ContentPart, TallyPart } from '@parley/protocol';
import type { Insertable, Selectable } from 'kysely';
import type { ContentsTable, RoomsTable, TalliesTable } from './tables.ts';

/** Columns of a content part, with the person behind it. */
export const CONTENT_COLUMNS = [
  'c.id',
  'c.parent',
  'c.root',
  'c.depth',
  'c.born',
  'c.author_tag',
  'c.author_name',
  'c.person',
  'c.body',
  'c.created_at',
  'c.edited_at',
  'c.edit_count',
  'c.status',
  'c.content_rev',
] as const;
/** Columns of a tally part. */
export const TALLY_COLUMNS = ['t.id', 't.up', 't.down', 't.reply_count', 't.best', 't.tally_rev'] as const;
/** Columns of a whole comment; the id stands in the content's. */
export const COMMENT_COLUMNS = [...CONTENT_COLUMNS, 't.up', 't.down', 't.reply_count', 't.best', 't.tally_rev'] as const;

export type ContentRow = Omit<Selectable<ContentsTable>, 'room'>;
export type TallyRow = Pick<Selectable<TalliesTable>, 'id' | 'up' | 'down' | 'reply_count' | 'best' | 'tally_rev'>;
export type CommentRow = ContentRow & TallyRow;

// The casts below give the brands back: what a store wrote under a type it reads under the same.

export function contentOf(row: ContentRow): ContentPart {
  return {
    id: row.id,
    parent: row.parent === '' ? null : row.parent,
    root: row.root,
    depth: row.depth,
    born: row.born,
    author: { tag: row.author_tag, name: row.author_name },
    body: row.body,
    createdAt: row.created_at,
    editedAt: row.edited_at,
    editCount: row.edit_count,
    status: row.status,
    contentRev: row.content_rev,
  } as ContentPart;
}

export function tallyOf(row: TallyRow): TallyPart {
  const { id, up, down, reply_count, best, tally_rev } = row;
  return { id, up, down, replyCount: reply_count, best, tallyRev: tally_rev } as TallyPart;
}

export function commentOf(row: CommentRow): StoredComment {
  return { content: contentOf(row), tally: tallyOf(row), person: row.person as StoredComment['person'] };
}

export function contentRow(room: number, { content, person }: StoredComment): Insertable<ContentsTable> {
  return {
    room,
    id: content.id,
    parent: content.parent ?? '',
    root: content.root,
    depth: content.depth,
    born: content.born,
    author_tag: content.author.tag,
    author_name: content.author.name,
    person,
    body: content.body,
    created_at: content.createdAt,
    edited_at: content.editedAt,
    edit_count: content.editCount,
    status: content.status,
    content_rev: content.contentRev,
  };
}

export function tallyRow(room: number, { content, tally }: StoredComment): Insertable<TalliesTable> {
  return {
    room,
    id: tally.id,
    parent: content.parent ?? '',
    created_at: content.createdAt,
    born: content.born,
    best: tally.best,
    up: tally.up,
    down: tally.down,
    reply_count: tally.replyCount,
    tally_rev: tally.tallyRev,
  };
}

/** Columns of a room without its article, which is the longest and which no decision looks into. */
export const BARE_ROOM_COLUMNS = [
  'id',
  'slug',
  'title',
  'status',
  'listed',
  'head',
  'last_created_at',
  'comments',
  'top_level',
] as const;
/** Stands in a record whose article was not read. Decisions carry it along; it is never written. */
export const UNREAD: RoomRecord['article'] = { paragraphs: [], links: [] };

export function bareRoomOf(row: Omit<Selectable<RoomsTable>, 'article'>): RoomRecord {
  return {
    slug: row.slug as RoomRecord['slug'],
    title: row.title,
    status: row.status as RoomRecord['status'],
    listed: row.listed === 1,
    article: UNREAD,
    head: row.head,
    lastCreatedAt: row.last_created_at,
    comments: row.comments,
    topLevel: row.top_level,
  };
}

export function roomOf(row: Selectable<RoomsTable>): RoomRecord {
  return { ...bareRoomOf(row), article: JSON.parse(row.article) as RoomRecord['article'] };
}

/** What commands on comments change of a room. */
export const countsRow = (room: RoomRecord) => ({
  status: room.status,
  head: room.head,
  last_created_at: room.lastCreatedAt,
  comments: room.comments,
  top_level: room.topLevel,
});

/** What stands above its discussion. */
export const pageRow = (room: RoomRecord) => ({
  title: room.title,
  listed: room.listed ? 1 : 0,
  article: JSON.stringify(room.article),
});

export const roomRow = (room: RoomRecord): Insertable<RoomsTable> => ({ slug: room.slug, ...pageRow(room), ...countsRow(room) });
