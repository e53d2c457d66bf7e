/** Whole instances over one Redis and one store, with people whose lines remember what they were sent. */
import { type Connection, createEngine, type Engine, type Log, type RoomStore, type Session } from '@parley/engine';
import { type CountingMetrics, countingMetrics, nullLog } from '@parley/engine/memory';
import {
  type AuthorTag,
  type CommandId,
  type CommentId,
  type EventName,
  type EventPayloads,
  type PersonId,
  PROTOCOL_CURRENT,
  type Result,
  type RoomSlug,
} from '@parley/protocol';
import { newInstanceId } from '../src/instance-id.ts';
import { openRedis, type RedisParts } from '../src/open-redis.ts';
import { readRedisUrl } from '../src/redis-url.ts';
import { random, systemClock } from './ends.ts';

const ROOM = 'a-room' as RoomSlug;
/** More than any test writes, in a process that decides alone too. */
const FREE = { burst: 100_000, everyMs: 1 };

let ids = 0;
const uuid = (): string => `00000000-0000-4000-8000-${(++ids).toString(16).padStart(12, '0')}`;

export interface Instance {
  readonly engine: Engine;
  readonly redis: RedisParts;
  readonly metrics: CountingMetrics;
  /** Resolves when it relies on its line, or no longer does. */
  ready(isReady: boolean): Promise<void>;
  /** Lets somebody in. */
  enter(person: string): Promise<Viewer>;
  close(): Promise<void>;
}

export interface Viewer {
  /** Writes a text; resolves when it is acknowledged. */
  write(text: string): Promise<void>;
  /** Resolves when all these texts were sent to this viewer. */
  saw(texts: readonly string[]): Promise<void>;
}

export async function startInstance(url: string, store: RoomStore, log: Log = nullLog()): Promise<Instance> {
  const read = readRedisUrl(url);
  if (!read.ok) throw new Error(read.fault);
  const rates = { writes: FREE, addressWrites: FREE, roomWrites: FREE };
  const redis = await openRedis({ target: read.target, clock: systemClock, random, log, rates, instance: newInstanceId(random) });
  const metrics = countingMetrics();
  const engine = createEngine({
    ...{ store, bus: redis.bus, presence: redis.presence, limiter: redis.limiter, clock: systemClock, random, log, metrics },
    authenticator: {
      authenticate: async (token) => token as string as PersonId,
      newGuest: async () => 'guest',
      tagOf: (person) => person as string as AuthorTag,
    },
    encoder: { encode: (name, payload) => ({ characters: JSON.stringify(payload).length, encoded: { name, payload } }) },
  });
  const instance: Instance = {
    engine,
    redis,
    metrics,
    ready: (isReady) => until(() => engine.isReady() === isReady),
    enter: (person) => enter(engine, person),
    async close() {
      await engine.drain(0);
      redis.close();
    },
  };
  await instance.ready(true);
  return instance;
}

/** Looks again with each turn of a short timer: what it waits for has no event of its own. */
async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 10));
}

async function enter(engine: Engine, person: string): Promise<Viewer> {
  const texts = new Set<string>();
  let notice: () => void = () => {};
  const take = (name: EventName, payload: unknown): void => {
    const { start } = payload as EventPayloads['welcome'];
    const rows =
      name === 'room-changed'
        ? (payload as EventPayloads['room-changed'])
        : start?.kind === 'snapshot'
          ? start.page
          : start?.frame;
    for (const { body } of rows?.content ?? []) texts.add(body);
    notice();
  };
  const connection: Connection = {
    id: person,
    addressKey: person,
    mayMakeRooms: true,
    send: take,
    write: ({ encoded }) => {
      const { name, payload } = encoded as { name: EventName; payload: unknown };
      take(name, payload);
    },
    backlog: () => 0,
    queuedBytes: () => 0,
    onDrained() {},
    close() {},
  };
  const hello = { protocol: PROTOCOL_CURRENT, room: ROOM, order: 'newest', token: person } as const;
  const session = orThrow<Session>(await engine.connect(connection, hello));
  return {
    async write(body) {
      const ids = { command: uuid() as CommandId, comment: uuid() as CommentId };
      orThrow(await session.handleCommand({ kind: 'post-comment', ...ids, parent: null, body, name: null }));
    },
    saw: (wanted) =>
      new Promise((resolve) => {
        notice = () => wanted.every((text) => texts.has(text)) && resolve();
        notice();
      }),
  };
}

function orThrow<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`Refused: ${result.refusal.code}`);
  return result.value;
}
