/** Where a connection begins: everything above the position it named, or a first page. */
import {
  FIRST_REPLIES,
  type Hello,
  type OwnerFact,
  PAGE_ROWS,
  PAGE_TOTAL_ROWS,
  type Page,
  type PageFrom,
  type Position,
  type Rev,
  type RoomSummary,
  type Start,
} from '@parley/protocol';
import { mineOnPage, mineSince } from '../mine.ts';
import type { PageQuery } from '../ports/index.ts';
import type { Room } from '../room.ts';
import type { RoomSession } from '../session.ts';
import { isTooMuch } from './bounds.ts';
import type { SharedFrame } from './frames.ts';

/** A start before own facts; the same object for all who begin alike. */
export type SharedStart =
  | { readonly kind: 'catch-up'; readonly shared: SharedFrame; readonly since: number }
  | { readonly kind: 'snapshot'; readonly page: Page; readonly query: Omit<PageQuery, 'person'> };

/** Where a viewer stands after this start. */
export function headOf(start: SharedStart): Position {
  if (start.kind === 'snapshot') return { epoch: start.page.epoch, rev: start.page.head };
  return { epoch: start.shared.frame.epoch, rev: start.shared.frame.to };
}

/** What it tells of the room itself. */
export const summaryIn = (start: SharedStart): RoomSummary =>
  start.kind === 'snapshot' ? start.page.summary : start.shared.frame.summary;

/** The thing that is the same for all who begin alike. */
export const sharedPart = (start: SharedStart): object => (start.kind === 'snapshot' ? start.page : start.shared);

/** `least`: revision that a page must have reached. Rejects when the store does. */
export async function sharedStart(room: Room, hello: Hello, least: Rev): Promise<SharedStart> {
  const { resume } = hello;
  const shared = resume && (await catchUp(room, resume));
  if (shared) {
    room.context.metrics.count('catch-ups');
    return { kind: 'catch-up', shared, since: resume.rev };
  }
  if (resume) room.context.metrics.count('resets');
  const around: PageFrom = hello.around ? { at: 'around', comment: hello.around } : { at: 'start' };
  return (await snapshot(room, hello, around, least)) ?? (await snapshot(room, hello, { at: 'start' }, least)) ?? never();
}

/** Adds what is this person's own. Read after the rows, so that no vote is counted in them that the person does not know of. */
export async function withMine(room: Room, session: RoomSession, start: SharedStart): Promise<Start | 'too-much'> {
  if (start.kind === 'snapshot') {
    const readOwn = (person: PageQuery['person']) => room.context.store.readPage(room.slug, { ...start.query, person });
    return { kind: 'snapshot', page: await mineOnPage(room, session, start.page, readOwn) };
  }
  const mine = await mineSince(room, session, start.since);
  return mine ? { kind: 'catch-up', mine, frame: start.shared.frame } : 'too-much';
}

/** Adds own facts that came while the start was made. */
export function addHeld(start: Start, held: readonly OwnerFact[]): Start {
  if (held.length === 0) return start;
  if (start.kind === 'catch-up') return { ...start, mine: [...start.mine, ...held] };
  return { ...start, page: { ...start.page, mine: [...start.page.mine, ...held] } };
}

async function catchUp(room: Room, resume: Position): Promise<SharedFrame | undefined> {
  if (resume.epoch === room.cursor.epoch && resume.rev >= room.frames.floor && resume.rev <= room.cursor.rev) {
    return room.frames.since(room.cursor, resume.rev, room.summary, room.fanOut.sent.rev);
  }
  const answer = await room.context.reads.read(room.slug, resume);
  if (answer.kind !== 'frame') return undefined;
  const { frame } = answer.shared;
  room.heads.saw(frame);
  const isShort = frame.epoch === resume.epoch && frame.to < resume.rev;
  return isShort || isTooMuch(frame) ? undefined : answer.shared;
}

async function snapshot(room: Room, hello: Hello, from: PageFrom, atLeast: Rev): Promise<SharedStart | undefined> {
  const { cursor, frames } = room;
  const named = hello.resume?.epoch === cursor.epoch ? hello.resume.rev : 0;
  const query = { parent: null, order: hello.order, from, limit: PAGE_ROWS, replies: FIRST_REPLIES, total: PAGE_TOTAL_ROWS };
  const least = { epoch: cursor.epoch, rev: Math.max(named, frames.floor, atLeast) };
  const page = await room.context.snapshots.read(room.slug, query, least);
  if (!page) return undefined;
  room.heads.saw({ epoch: page.epoch, to: page.head });
  return { kind: 'snapshot', page, query };
}

function never(): never {
  throw new Error('A store gave no page for the start of the top level.');
}
