/** The engine's face: connections in, pages out, and the owner's own acts. */
import type { KeeperCommand, Outcome } from '@parley/model';
import {
  type AcknowledgeHead,
  type Command,
  type Hello,
  type PersonId,
  type Request,
  type Result,
  type RoomSlug,
  refuse,
  refused,
} from '@parley/protocol';
import { engineContext } from './context.ts';
import { drain } from './drain.ts';
import type { Engine, EngineParts, Session } from './engine.ts';
import { acknowledgeHead } from './fan-out/slow.ts';
import { greet } from './greet.ts';
import { handleCommand } from './handle-command.ts';
import { handleRequest } from './handle-request.ts';
import { keepHeads } from './heads/keep-heads.ts';
import { Hub } from './hub.ts';
import { importIntoRoom } from './import-thread.ts';
import { RoomIndex } from './list-rooms.ts';
import type { Connection } from './ports/index.ts';
import type { Room } from './room.ts';
import { LEAVING, RoomSession } from './session.ts';
import { StoreUnavailable } from './store-unavailable.ts';

/** Who the owner is in outcomes; nobody signs in under this name, since tokens never carry it. */
const KEEPER = 'keeper' as PersonId;

class OpenSession implements Session {
  readonly #hub: Hub;
  readonly #room: Room;
  readonly #session: RoomSession;

  constructor(hub: Hub, room: Room, session: RoomSession) {
    this.#hub = hub;
    this.#room = room;
    this.#session = session;
  }

  async handleCommand(command: Command) {
    try {
      return await handleCommand(this.#room, this.#session, command);
    } catch (error) {
      this.#room.context.log.error('command-failed', { room: this.#room.slug, command: command.kind, error: String(error) });
      return refused('internal');
    }
  }

  handleRequest<R extends Request>(request: R) {
    return handleRequest(this.#room, this.#session, request);
  }

  acknowledgeHead(head: AcknowledgeHead): void {
    acknowledgeHead(this.#room, this.#session, head);
  }

  end(): void {
    leave(this.#hub, this.#room, this.#session);
  }
}

function leave(hub: Hub, room: Room, session: RoomSession): void {
  if (!room.people.sessions.has(session)) return;
  session.state = LEAVING;
  room.context.instance.sessions -= 1;
  room.leave(session);
  hub.release(room.slug);
}

/** Makes an instance of the heart on the ports given. It owns them from then on: `drain` closes bus, presence and store. */
export function createEngine(parts: EngineParts): Engine {
  const context = engineContext(parts);
  const hub = new Hub(context);
  const heads = keepHeads(context, hub);
  const index = new RoomIndex(context);
  const { instance, log, clock } = context;

  async function enter(connection: Connection, hello: Hello): Promise<Result<Session>> {
    const room = await hub.acquire(hello.room);
    if (instance.draining) {
      hub.release(hello.room);
      return refused('going-away');
    }
    const mayMakeRoom = connection.mayMakeRooms && !room.exists ? { title: hello.title ?? hello.room } : undefined;
    const session = new RoomSession(connection, hello.protocol, mayMakeRoom);
    instance.sessions += 1;
    room.join(session);
    try {
      const greeted = await greet(room, session, hello);
      // One that was greeted meanwhile was not told to move.
      if (greeted.ok && !instance.draining) return { ok: true, value: new OpenSession(hub, room, session) };
      leave(hub, room, session);
      return greeted.ok ? refused('going-away') : greeted;
    } catch (error) {
      leave(hub, room, session);
      throw error;
    }
  }

  /** Of who has no connection: told in the log, and rejected with what says that it may be asked again. */
  async function read<T>(request: string, asked: Promise<T>, room?: RoomSlug): Promise<T> {
    try {
      return await asked;
    } catch (error) {
      log.warn('request-failed', { request, ...(room && { room }), error: String(error) });
      throw new StoreUnavailable(error);
    }
  }

  return {
    async connect(connection, hello) {
      if (instance.draining) return refused('going-away');
      try {
        return await enter(connection, hello);
      } catch (error) {
        log.error('connect-failed', { room: hello.room, error: String(error) });
        return refused('store-unavailable');
      }
    },

    async keep(slug: RoomSlug, command: KeeperCommand): Promise<Outcome> {
      if (instance.draining) return refused('going-away');
      const tag = context.authenticator.tagOf(KEEPER, slug);
      try {
        return await hub.use(slug, (room) =>
          room.queue.submit({ actor: { person: KEEPER, role: 'keeper', tag }, command, now: clock.now() }),
        );
      } catch (error) {
        log.error('keep-failed', { room: slug, error: String(error) });
        return { ok: false, refusal: refuse('store-unavailable') };
      }
    },

    async importThread(file, names) {
      if (instance.draining) throw new Error('The server is stopping.');
      return hub.use(file.room.slug, (room) => importIntoRoom(room, file, names));
    },
    findRoom: (slug) => read('find-room', context.store.findRoom(slug), slug),
    readPage(slug, { person, ...query }) {
      const { snapshots, store } = context;
      const page = person === null ? snapshots.read(slug, query) : store.readPage(slug, { ...query, person });
      return read('read-page', page, slug);
    },
    listRooms: () => read('list-rooms', index.read()),
    status: () => ({ rooms: hub.size, sessions: instance.sessions, draining: instance.draining }),
    isReady: () => !instance.draining && heads.isSure(),

    async drain(windowMs) {
      instance.draining = true;
      await drain({ context, hub, heads, leave: (room, session) => leave(hub, room, session) }, windowMs);
    },
  };
}
