/** What the owner can have done, the same through the door of a running server and by the command line alone. */
import { randomUUID } from 'node:crypto';
import type { Engine, RoomStore } from '@parley/engine';
import { importNames } from '@parley/gateway';
import { type KeeperCommand, parseThreadFile, type ThreadFault } from '@parley/model';
import {
  type CommandId,
  type CommentId,
  commentId,
  type Millis,
  personId,
  REFUSAL_ADVICE,
  type Refusal,
  type RefusalCode,
  type RoomSlug,
  roomSlug,
  titleFault,
} from '@parley/protocol';
import type { ThreadFile } from '@parley/protocol/thread-file';
import { StoreError } from '@parley/store';
import * as z from 'zod/mini';
import { placeBy, placesOf } from './find-comment.ts';

/** People of this server; anything else that could be an id is looked for among the authors. */
const GUEST = /^g:/;
const who = z.union([commentId, personId]);

/** An order of the owner. Strict, although it comes from the same machine: a typing error must not become something else. */
export const keeperOrder = z.discriminatedUnion('do', [
  z.strictObject({ do: z.literal('room-add'), slug: roomSlug, title: z.string(), listed: z.boolean() }),
  z.strictObject({ do: z.enum(['room-lock', 'room-unlock', 'export']), slug: roomSlug }),
  z.strictObject({ do: z.literal('remove'), comment: commentId, slug: z.optional(roomSlug) }),
  z.strictObject({ do: z.enum(['ban', 'unban']), who, slug: z.optional(roomSlug) }),
  z.strictObject({ do: z.literal('import'), thread: z.unknown() }),
  z.strictObject({ do: z.literal('backup'), path: z.string() }),
  z.strictObject({ do: z.literal('status') }),
]);
export type KeeperOrder = z.infer<typeof keeperOrder>;

/** What came of it, in lines for a person; an export brings the file. */
export const keeperAnswer = z.object({ ok: z.boolean(), lines: z.array(z.string()), thread: z.optional(z.unknown()) });
export interface KeeperAnswer {
  readonly ok: boolean;
  readonly lines: readonly string[];
  readonly thread?: ThreadFile | undefined;
}

export type KeeperDesk = (order: KeeperOrder) => Promise<KeeperAnswer>;

const said = (...lines: string[]): KeeperAnswer => ({ ok: true, lines });
const failed = (...lines: string[]): KeeperAnswer => ({ ok: false, lines });
const inWords = (refusal: Refusal): string => REFUSAL_ADVICE[refusal.code as RefusalCode] ?? refusal.code;

const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`;

/** Faults shown of one file; more would hide the first. */
const FAULTS_SHOWN = 100;

function notImported(faults: readonly ThreadFault[]): KeeperAnswer {
  const shown = faults.slice(0, FAULTS_SHOWN).map(({ place, fault }) => `  ${place || '(file)'}: ${fault}`);
  const more = faults.length > FAULTS_SHOWN ? [`… and ${faults.length - FAULTS_SHOWN} more`] : [];
  return failed('Nothing was imported:', ...shown, ...more);
}

/** `now`: a file may hold no times after it. */
export function keeperDesk(engine: Engine, store: RoomStore, now: () => Millis = Date.now): KeeperDesk {
  const keep = async (room: RoomSlug, command: KeeperCommand, success: string): Promise<KeeperAnswer> => {
    const outcome = await engine.keep(room, command);
    return outcome.ok ? said(success) : failed(inWords(outcome.refusal));
  };
  const newCommand = () => randomUUID() as CommandId;

  const withComment = async (
    comment: CommentId,
    slug: RoomSlug | undefined,
    run: (room: RoomSlug) => Promise<KeeperAnswer>,
  ): Promise<KeeperAnswer> => {
    const [place, ...more] = await placesOf(store, comment, slug);
    if (!place) return failed(`There is no comment ${comment}${slug ? ` in ${slug}` : ''}.`);
    if (more.length === 0) return run(place.room);
    const rooms = [place, ...more].map(({ room }) => room).join(', ');
    return failed(`There are comments ${comment} in ${rooms}. Say which one is meant by --room.`);
  };

  async function ban(order: Extract<KeeperOrder, { do: 'ban' | 'unban' }>): Promise<KeeperAnswer> {
    const banned = order.do === 'ban';
    const success = banned ? 'Banned: they can write in no room.' : 'They may write again.';
    const writerOf = (comment: CommentId) => (room: RoomSlug) =>
      keep(room, { kind: banned ? 'ban-author' : 'unban-author', command: newCommand(), comment }, success);
    const comment = commentId.safeParse(order.who);
    if (comment.success) return withComment(comment.data, order.slug, writerOf(comment.data));
    if (!GUEST.test(order.who)) {
      const place = await placeBy(store, order.who, order.slug);
      return place ? writerOf(place.comment)(place.room) : failed(`Nobody is known as ${order.who} here.`);
    }
    // Bans hold everywhere: any room's queue will do.
    const [any] = await store.listRooms({ listedOnly: false });
    if (!any) return failed('There is no room yet, so nobody can have written anything.');
    const kind = banned ? 'ban-person' : 'unban-person';
    return keep(any.slug, { kind, command: newCommand(), person: personId.parse(order.who) }, success);
  }

  async function importThread(thread: unknown): Promise<KeeperAnswer> {
    const parsed = parseThreadFile(thread, now());
    if (!parsed.ok) return notImported(parsed.faults);
    const answer = await engine.importThread(parsed.file, importNames);
    if (!answer.ok) return notImported(answer.faults);
    const { comments, votes, room } = answer.added;
    const what = `${counted(comments, 'new comment')} and ${counted(votes, 'new vote')}`;
    return said(`${room ? 'Made' : 'Found'} the room ${parsed.file.room.slug}, imported ${what}.`);
  }

  async function backup(path: string): Promise<KeeperAnswer> {
    try {
      await store.backup(path);
    } catch (error) {
      if (error instanceof StoreError && ['cannot-copy', 'not-offered'].includes(error.code)) return failed(error.message);
      throw error;
    }
    return said(`Copied everything to ${path}.`);
  }

  async function addRoom(order: Extract<KeeperOrder, { do: 'room-add' }>): Promise<KeeperAnswer> {
    const fault = titleFault(order.title);
    if (fault) return failed(`The title cannot be taken. ${REFUSAL_ADVICE[fault]}`);
    if (await store.findRoom(order.slug)) return failed(`There is a room ${order.slug} already.`);
    const { slug, title, listed } = order;
    const article = { paragraphs: [], links: [] };
    return keep(slug, { kind: 'add-room', command: newCommand(), title, listed, article }, `Added the room ${slug}.`);
  }

  return async (order) => {
    switch (order.do) {
      case 'room-add':
        return addRoom(order);
      case 'room-lock':
        return keep(order.slug, { kind: 'lock-room', command: newCommand() }, `Locked ${order.slug}.`);
      case 'room-unlock':
        return keep(order.slug, { kind: 'unlock-room', command: newCommand() }, `Unlocked ${order.slug}.`);
      case 'remove':
        return withComment(order.comment, order.slug, (room) =>
          keep(room, { kind: 'remove-comment', command: newCommand(), comment: order.comment }, `Removed from ${room}.`),
        );
      case 'ban':
      case 'unban':
        return ban(order);
      case 'import':
        return importThread(order.thread);
      case 'export': {
        const thread = await store.exportThread(order.slug);
        return thread ? { ok: true, lines: [], thread } : failed(`There is no room ${order.slug}.`);
      }
      case 'backup':
        return backup(order.path);
      case 'status': {
        const { rooms, sessions, draining } = engine.status();
        return said(`${counted(sessions, 'connection')}, ${counted(rooms, 'room')} open${draining ? ', stopping' : ''}.`);
      }
    }
  };
}
