/** A small world for the engine's tests: engines on one memory store, connections that remember what they were sent. */
import {
  type AuthorTag,
  type Command,
  type CommandId,
  type CommentId,
  type EventName,
  type EventPayloads,
  type Hello,
  type PersonId,
  PROTOCOL_CURRENT,
  type Refusal,
  type RoomSlug,
} from '@parley/protocol';
import { createEngine, type EncodedEvent, type Engine, type EngineParts, type Session } from '../src/index.ts';
import {
  type CountingMetrics,
  countingMetrics,
  type FakeClock,
  fakeClock,
  memoryBus,
  memoryLimiter,
  memoryPresence,
  memoryRoomStore,
  memoryWire,
  nullLog,
  presenceBoard,
} from '../src/memory/index.ts';
import type { Connection } from '../src/ports/index.ts';

export const ROOM = 'room' as RoomSlug;

let ids = 0;
const uuid = (): string => `00000000-0000-4000-8000-${(++ids).toString(16).padStart(12, '0')}`;
export const newComment = (): CommentId => uuid() as CommentId;
export const newCommand = (): CommandId => uuid() as CommandId;

export type Sent = {
  [N in EventName]: { readonly name: N; readonly payload: EventPayloads[N]; readonly shared: boolean };
}[EventName];

/** A line that takes everything at once unless `stuck`. */
export class FakeConnection implements Connection {
  readonly id: string;
  readonly addressKey: string;
  mayMakeRooms = true;
  readonly sent: Sent[] = [];
  closed: { readonly refusal: Refusal; readonly retryWindowMs: number } | undefined;
  /** Packets that wait; set it to make the connection slow. */
  stuck = 0;
  /** Bytes that wait; see `queuedBytes`. */
  queued = 0;
  /** Called with each write. */
  onWrite: () => void = () => {};
  #drained: (() => void)[] = [];

  constructor(id: string, addressKey = `address-of-${id}`) {
    this.id = id;
    this.addressKey = addressKey;
  }

  send<N extends EventName>(name: N, payload: EventPayloads[N]): void {
    this.sent.push({ name, payload: structuredClone(payload), shared: false } as Sent);
  }

  write(event: EncodedEvent): void {
    const { name, payload } = event.encoded as { name: EventName; payload: unknown };
    this.sent.push({ name, payload, shared: true } as Sent);
    this.onWrite();
  }

  backlog(): number {
    return this.stuck;
  }

  queuedBytes(): number {
    return this.queued;
  }

  onDrained(run: () => void): void {
    this.#drained.push(run);
  }

  /** The transport has taken everything. */
  drain(): void {
    this.stuck = 0;
    for (const run of this.#drained.splice(0)) run();
  }

  close(refusal: Refusal, retryWindowMs: number): void {
    this.closed = { refusal, retryWindowMs };
  }

  all<N extends EventName>(name: N): EventPayloads[N][] {
    return this.sent.filter((sent) => sent.name === name).map((sent) => sent.payload as EventPayloads[N]);
  }

  /** Where a client that saw all this stands; throws when a frame left a hole. */
  get cursor(): number {
    let cursor = 0;
    for (const { name, payload } of this.sent) {
      if (name === 'welcome') cursor = payload.start.kind === 'snapshot' ? payload.start.page.head : payload.start.frame.to;
      if (name !== 'room-changed') continue;
      if (payload.from > cursor) throw new Error(`A hole: at ${cursor} came (${payload.from}, ${payload.to}].`);
      cursor = Math.max(cursor, payload.to);
    }
    return cursor;
  }

  /** Bodies of all comments this client was ever sent, latest text each. */
  get bodies(): string[] {
    const rows = new Map<CommentId, { rev: number; body: string }>();
    for (const { name, payload } of this.sent) {
      const start = name === 'welcome' ? payload.start : undefined;
      const frame = name === 'room-changed' ? payload : start?.kind === 'snapshot' ? start.page : start?.frame;
      for (const part of frame?.content ?? []) {
        if ((rows.get(part.id)?.rev ?? -1) < part.contentRev) rows.set(part.id, { rev: part.contentRev, body: part.body });
      }
    }
    return [...rows.values()].map(({ body }) => body).sort();
  }
}

export interface World {
  readonly clock: FakeClock;
  readonly metrics: CountingMetrics;
  readonly store: ReturnType<typeof memoryRoomStore>;
  /** How often shared bytes were made. */
  encodings: number;
  engine(parts?: Partial<EngineParts>): Engine;
}

/** Tokens are `token-of-PERSON`; anything else is not valid. */
export const tokenOf = (person: string): string => `token-of-${person}`;

export function world(): World {
  const clock = fakeClock();
  const metrics = countingMetrics();
  const store = memoryRoomStore();
  const wire = memoryWire();
  const board = presenceBoard();
  const made: World = {
    clock,
    metrics,
    store,
    encodings: 0,
    engine: (parts = {}) =>
      createEngine({
        store,
        bus: memoryBus(wire),
        presence: memoryPresence(board),
        limiter: memoryLimiter(clock),
        authenticator: {
          authenticate: async (token) => (token.startsWith('token-of-') ? (token.slice(9) as PersonId) : undefined),
          newGuest: async () => tokenOf('guest'),
          tagOf: (person, room) => `${person}-in-${room}` as AuthorTag,
        },
        encoder: {
          encode(name, payload) {
            made.encodings += 1;
            return { characters: JSON.stringify(payload).length, encoded: { name, payload: structuredClone(payload) } };
          },
        },
        clock,
        random: { next: () => 0.5 },
        log: nullLog(),
        metrics,
        ...parts,
      }),
  };
  return made;
}

export const hello = (more: Partial<Hello> = {}): Hello => ({ protocol: PROTOCOL_CURRENT, room: ROOM, order: 'newest', ...more });

export interface Person {
  readonly line: FakeConnection;
  readonly session: Session;
}

let lines = 0;

/** Connects; with `person` under that person's token. */
export async function enter(world: World, engine: Engine, person?: string, more: Partial<Hello> = {}): Promise<Person> {
  const line = new FakeConnection(`line-${++lines}`);
  const entering = engine.connect(line, hello({ ...(person !== undefined && { token: tokenOf(person) }), ...more }));
  await world.clock.settle();
  const entered = await entering;
  if (!entered.ok) throw new Error(entered.refusal.code);
  return { line, session: entered.value };
}

export const post = (
  body: string,
  comment = newComment(),
  command = newCommand(),
): Extract<Command, { kind: 'post-comment' }> => ({
  kind: 'post-comment',
  command,
  comment,
  parent: null,
  body,
  name: null,
});

export const vote = (comment: CommentId, value: -1 | 0 | 1): Command => ({
  kind: 'cast-vote',
  command: newCommand(),
  comment,
  value,
});
