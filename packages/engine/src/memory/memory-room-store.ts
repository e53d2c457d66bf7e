/**
 * RoomStore in this process's memory: for trying out, for tests, and as the yardstick of the other adapters. Every call is
 * answered from one moment; commits of a room run one after the other, each whole or not at all.
 */
import { type BatchCommand, decideBatch, factsNeeded, type Outcome } from '@parley/model';
import { type Epoch, type Page, type PersonId, type Position, type Rev, type RoomSlug, refuse } from '@parley/protocol';
import type { ThreadFile } from '@parley/protocol/thread-file';
import type { ChangedRows, CommitAnswer, ImportAnswer, ImportNames, MineOf, RoomStore, SinceAnswer } from '../ports/index.ts';
import { exportFrom, importInto } from './memory-import.ts';
import { pageOf, readMemoryPage } from './memory-pages.ts';
import {
  copyRoom,
  headOf,
  type MemoryRoom,
  mineAbove,
  newMemoryRoom,
  readFacts,
  rowsAbove,
  writeChanges,
} from './memory-room.ts';

export interface MemoryRoomStoreOptions {
  /** Names this history. Give a new one per process where clients outlive the process. */
  readonly epoch?: string;
  /** Secret for author tags, 32 bytes in base64url. */
  readonly tagKey?: string;
  /** Awaited on the way to the store and on the way back from it; a simulation orders events with it. */
  readonly latency?: () => Promise<void>;
  /** Takes what an operator must know: a batch or a command that failed unexpectedly. */
  readonly onReport?: (report: string) => void;
}

export interface MemoryRoomStore extends RoomStore {
  /** Opens the same data anew, as after a restart: a new epoch, and this handle is closed. */
  reopen(epoch: string): MemoryRoomStore;
  /** The same data as it stands now, apart from this store from then on: a backup, of use after `reopen`. */
  copy(): Pick<MemoryRoomStore, 'reopen'>;
}

interface MemoryData {
  readonly rooms: Map<RoomSlug, MemoryRoom>;
  readonly bans: Set<PersonId>;
  /** All epochs of this data, oldest first; the last one is open. */
  readonly epochs: Epoch[];
  readonly tagKey: string;
}

/** An empty store. What is in it goes with the process. */
export function memoryRoomStore(options: MemoryRoomStoreOptions = {}): MemoryRoomStore {
  const data: MemoryData = { rooms: new Map(), bans: new Set(), epochs: [], tagKey: options.tagKey ?? 'memory'.padEnd(43, '0') };
  return open(data, options.epoch ?? 'memory', options);
}

function copyOf(data: MemoryData): MemoryData {
  const bans = new Set(data.bans);
  const rooms = [...data.rooms].map(([slug, room]) => [slug, copyRoom(room, bans)] as const);
  return { ...data, rooms: new Map(rooms), bans, epochs: [...data.epochs] };
}

function open(data: MemoryData, name: string, options: MemoryRoomStoreOptions): MemoryRoomStore {
  const { latency = () => Promise.resolve(), onReport = () => undefined } = options;
  const epoch = name as Epoch;
  const opening = data.epochs.push(epoch) - 1;
  const running = new Map<RoomSlug, Promise<unknown>>();
  let closed = false;

  const roomOf = (slug: RoomSlug): MemoryRoom => data.rooms.get(slug) ?? newMemoryRoom(data.bans);

  /** One call: there, done at one moment, and back. */
  async function call<T>(work: () => T): Promise<T> {
    await latency();
    if (closed) throw new Error('The store is closed.');
    const answer = work();
    await latency();
    return answer;
  }

  /** As `call`, after everything that was asked to change this room before. */
  function inTurn<T>(slug: RoomSlug, work: () => T): Promise<T> {
    const turn = (running.get(slug) ?? Promise.resolve()).then(() => call(work));
    const settled = turn.then(
      () => undefined,
      () => undefined,
    );
    running.set(slug, settled);
    void settled.then(() => running.get(slug) === settled && running.delete(slug));
    return turn;
  }

  /** Remembers at which head this opening first changed the room: what earlier epochs are measured by. */
  function touch(slug: RoomSlug, room: MemoryRoom): void {
    data.rooms.set(slug, room);
    if (room.starts.at(-1)?.opening !== opening) room.starts.push({ opening, head: headOf(room) });
  }

  function commitBatch(
    slug: RoomSlug,
    commands: readonly BatchCommand[],
  ): { outcomes: readonly Outcome[]; mine: readonly MineOf[] } {
    const room = roomOf(slug);
    const decision = decideBatch(readFacts(room, slug, epoch, factsNeeded(commands)), commands);
    // Without a room there is nothing to write, and a made-up slug leaves no trace.
    if (decision.changes.room) {
      touch(slug, room);
      writeChanges(room, decision.changes);
    }
    return decision;
  }

  /** A batch that fails unexpectedly is done again one by one, so that one command does not take the others along. */
  function commitEach(slug: RoomSlug, commands: readonly BatchCommand[]) {
    const outcomes: Outcome[] = [];
    const mine: MineOf[] = [];
    for (const command of commands) {
      try {
        const decision = commitBatch(slug, [command]);
        outcomes.push(...decision.outcomes);
        mine.push(...decision.mine);
      } catch (error) {
        onReport(`A command failed in ${slug} and was refused: ${String(error)}`);
        outcomes.push({ ok: false, refusal: refuse('store-unavailable') });
      }
    }
    return { outcomes, mine };
  }

  function commit(slug: RoomSlug, commands: readonly BatchCommand[], since: Rev): CommitAnswer {
    const ownFrom = headOf(roomOf(slug));
    let decided: { readonly outcomes: readonly Outcome[]; readonly mine: readonly MineOf[] };
    try {
      decided = commitBatch(slug, commands);
    } catch (error) {
      onReport(`A batch of ${commands.length} failed in ${slug} and is done one by one: ${String(error)}`);
      decided = commitEach(slug, commands);
    }
    const room = roomOf(slug);
    return {
      outcomes: decided.outcomes,
      rows: rowsAbove(room, epoch, since),
      ownFrom,
      mine: decided.mine,
      exists: room.record !== undefined,
    };
  }

  function importFile(file: ThreadFile, names: ImportNames): ImportAnswer {
    const room = roomOf(file.room.slug);
    const since = headOf(room);
    const answer = importInto(room, file, names, () => touch(file.room.slug, room));
    if (!answer.ok) return answer;
    return { ok: true, added: answer.added, rows: headOf(room) > since ? rowsAbove(room, epoch, since) : undefined };
  }

  /** Good: not above the head at which the next epoch began, or the head itself where nothing changed since. */
  function isGood(room: MemoryRoom, position: Position): boolean {
    const from = data.epochs.lastIndexOf(position.epoch);
    if (from < 0) return false;
    const next = room.starts.find((start) => start.opening > from);
    return position.rev <= (next?.head ?? headOf(room));
  }

  function since(room: MemoryRoom, position: Position, max: number): ChangedRows | 'other-epoch' | 'too-many' {
    if (!isGood(room, position)) return 'other-epoch';
    const rows = rowsAbove(room, epoch, position.rev);
    return rows.content.length + rows.tallies.length > max ? 'too-many' : rows;
  }

  return {
    epoch: () => call(() => epoch),
    tagKey: () => call(() => data.tagKey),
    commit: (slug, commands, from) => inTurn(slug, () => commit(slug, commands, from)),
    findRoom: (slug) => call(() => roomOf(slug).record),
    readHeads: (slugs) => call(() => slugs.map((room) => ({ room, epoch, to: headOf(roomOf(room)) }))),
    listRooms: ({ listedOnly }) =>
      call(() =>
        [...data.rooms.values()]
          .flatMap(({ record }) => (record && (record.listed || !listedOnly) ? [record] : []))
          .sort((a, b) => b.lastCreatedAt - a.lastCreatedAt || (a.slug < b.slug ? -1 : 1)),
      ),
    readPage: (slug, query) => call(() => readMemoryPage(roomOf(slug), epoch, query)),
    readComments: (slug, comments, person) =>
      call((): Page => {
        const room = roomOf(slug);
        const rows = [...new Set(comments)].flatMap((id) => room.comments.get(id) ?? []);
        return pageOf(room, epoch, rows, person);
      }),
    readRevisions: (slug, comment) =>
      call(() => {
        const room = roomOf(slug);
        if (!room.comments.has(comment)) return undefined;
        const kept = room.revisions.get(comment) ?? [];
        return kept.map(({ number, body, writtenAt, replacedAt, replies }) => ({ number, body, writtenAt, replacedAt, replies }));
      }),
    readSince: (slug, position, person, max) =>
      call((): SinceAnswer => {
        const room = roomOf(slug);
        const rows = since(room, position, max);
        if (typeof rows === 'string') return { kind: rows };
        return { kind: 'rows', rows, mine: person === null ? [] : mineAbove(room, person, position.rev) };
      }),
    readMine: (slug, people, above, max) =>
      call(() => people.map((person) => mineAbove(roomOf(slug), person, above).slice(0, max))),
    importThread: (file, names) => inTurn(file.room.slug, () => importFile(file, names)),
    exportThread: (slug) => call(() => exportFrom(roomOf(slug))),
    backup: () => Promise.reject(new Error('A store in memory has no file to copy.')),
    async close() {
      await Promise.all(running.values());
      closed = true;
    },
    reopen(name) {
      closed = true;
      return open(data, name, options);
    },
    copy() {
      const copied = copyOf(data);
      return { reopen: (name) => open(copied, name, options) };
    },
  };
}
