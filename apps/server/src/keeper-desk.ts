/** What the owner can have done, the same through the door of a running server and by the command line alone. */
import { randomUUID } from 'node:crypto';
import type { Engine, RoomStore } from '@parley/engine';
import { importNames } from '@parley/gateway';
import type { KeeperCommand } from '@parley/model';
import {
  type CommandId,
  type CommentId,
  commentId,
  personId,
  REFUSAL_ADVICE,
  type Refusal,
  type RefusalCode,
  type RoomSlug,
  roomSlug,
  titleFault,
} from '@parley/protocol';
import { type ThreadFile, threadFile } from '@parley/protocol/thread-file';
import * as z from 'zod/mini';

const who = z.union([commentId, personId]);

/** An order of the owner. Strict, although it comes from the same machine: a typing error must not become something else. */
export const keeperOrder = z.discriminatedUnion('do', [
  z.strictObject({ do: z.literal('room-add'), slug: roomSlug, title: z.string(), listed: z.boolean() }),
  z.strictObject({ do: z.enum(['room-lock', 'room-unlock', 'export']), slug: roomSlug }),
  z.strictObject({ do: z.literal('remove'), comment: commentId }),
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

export function keeperDesk(engine: Engine, store: RoomStore): KeeperDesk {
  const keep = async (room: RoomSlug, command: KeeperCommand, success: string): Promise<KeeperAnswer> => {
    const outcome = await engine.keep(room, command);
    return outcome.ok ? said(success) : failed(inWords(outcome.refusal));
  };
  const newCommand = () => randomUUID() as CommandId;

  /** Comment ids are unique, rooms are few: looking in each is simpler than an index that only this needs. */
  const roomOf = async (comment: CommentId): Promise<RoomSlug | undefined> => {
    for (const { slug } of await store.listRooms({ listedOnly: false })) {
      if ((await store.readComments(slug, [comment], null)).content.length > 0) return slug;
    }
    return undefined;
  };

  const withComment = async (comment: CommentId, run: (room: RoomSlug) => Promise<KeeperAnswer>): Promise<KeeperAnswer> => {
    const room = await roomOf(comment);
    return room ? run(room) : failed(`There is no comment ${comment}.`);
  };

  async function ban(order: Extract<KeeperOrder, { do: 'ban' | 'unban' }>): Promise<KeeperAnswer> {
    const banned = order.do === 'ban';
    const success = (room: RoomSlug) => (banned ? `Banned in ${room}.` : `May write in ${room} again.`);
    const comment = commentId.safeParse(order.who);
    if (comment.success) {
      const kind = banned ? 'ban-author' : 'unban-author';
      return withComment(comment.data, (room) =>
        keep(room, { kind, command: newCommand(), comment: comment.data }, success(room)),
      );
    }
    const person = personId.parse(order.who);
    const rooms = order.slug ? [order.slug] : (await store.listRooms({ listedOnly: false })).map(({ slug }) => slug);
    const answers: KeeperAnswer[] = [];
    for (const room of rooms) {
      const kind = banned ? 'ban-person' : 'unban-person';
      answers.push(await keep(room, { kind, command: newCommand(), person }, success(room)));
    }
    return { ok: answers.every(({ ok }) => ok), lines: answers.flatMap(({ lines }) => lines) };
  }

  async function importThread(thread: unknown): Promise<KeeperAnswer> {
    const parsed = threadFile.safeParse(thread, { error: z.locales.en().localeError });
    const faults = parsed.success
      ? undefined
      : parsed.error.issues.map(({ path, message }) => ({ place: path.map(String).join('.') || '(file)', fault: message }));
    const answer = parsed.success ? await engine.importThread(parsed.data, importNames) : undefined;
    if (answer?.ok && parsed.success) {
      const { comments, votes, room } = answer.added;
      const what = `${counted(comments, 'new comment')} and ${counted(votes, 'new vote')}`;
      return said(`${room ? 'Made' : 'Found'} the room ${parsed.data.room.slug}, imported ${what}.`);
    }
    const all = faults ?? (answer && !answer.ok ? answer.faults : []);
    const more = all.length > FAULTS_SHOWN ? [`… and ${all.length - FAULTS_SHOWN} more`] : [];
    return failed(
      'Nothing was imported:',
      ...all.slice(0, FAULTS_SHOWN).map(({ place, fault }) => `  ${place}: ${fault}`),
      ...more,
    );
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
        return withComment(order.comment, (room) =>
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
        await store.backup(order.path);
        return said(`Copied everything to ${order.path}.`);
      case 'status': {
        const { rooms, sessions, draining } = engine.status();
        return said(`${counted(sessions, 'connection')}, ${counted(rooms, 'room')} open${draining ? ', stopping' : ''}.`);
      }
    }
  };
}
