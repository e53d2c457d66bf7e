/** A plain Socket.IO client that speaks the protocol by hand and keeps all it hears. */
import { randomUUID } from 'node:crypto';
import type { Answer, CommandDone, EventName, EventPayloads } from '@parley/protocol';
import { io, type ManagerOptions, type Socket, type SocketOptions } from 'socket.io-client';

export interface Heard {
  readonly name: string;
  readonly payload: unknown;
}

export interface TestClient {
  readonly socket: Socket;
  /** Everything in order of arrival, answers too (named `ack`). */
  readonly heard: Heard[];
  ask<T>(name: string, payload: unknown): Promise<Answer<T>>;
  post(body: string, options?: { parent?: string; comment?: string; command?: string }): Promise<Answer<CommandDone>>;
  /** The first event of that name that fits, heard already or to come. */
  event<Name extends EventName>(name: Name, fits?: (payload: EventPayloads[Name]) => boolean): Promise<EventPayloads[Name]>;
  closed: Promise<string>;
  close(): void;
}

export interface ClientOptions {
  readonly room?: string;
  readonly token?: string | undefined;
  readonly auth?: Record<string, unknown>;
  readonly io?: Partial<ManagerOptions & SocketOptions>;
}

export function openClient(url: string, { room = 'lounge', token, auth = {}, io: options }: ClientOptions = {}): TestClient {
  const socket = io(url, {
    transports: ['websocket'],
    forceNew: true,
    reconnection: false,
    auth: { protocol: 1, room, order: 'newest', ...(token && { token }), ...auth },
    ...options,
  });
  const heard: Heard[] = [];
  const waiting = new Set<() => void>();
  const hear = (name: string, payload: unknown) => {
    heard.push({ name, payload });
    for (const look of [...waiting]) look();
  };
  socket.onAny(hear);
  const closed = new Promise<string>((resolve) => {
    socket.on('disconnect', resolve);
    socket.on('connect_error', (error) => resolve(String(error)));
  });
  const ask = <T>(name: string, payload: unknown) =>
    new Promise<Answer<T>>((resolve) => {
      socket.emit(name, payload, (answer: Answer<T>) => {
        hear('ack', answer);
        resolve(answer);
      });
    });
  return {
    socket,
    heard,
    ask,
    closed,
    post: (body, { parent, comment = randomUUID(), command = randomUUID() } = {}) =>
      ask('post-comment', { command, comment, parent: parent ?? null, body, name: null }),
    event: (name, fits = () => true) =>
      new Promise((resolve) => {
        const look = () => {
          const found = heard.find((each) => each.name === name && fits(each.payload as never));
          if (!found) return;
          waiting.delete(look);
          resolve(found.payload as never);
        };
        waiting.add(look);
        look();
      }),
    close: () => socket.close(),
  };
}

export async function newToken(url: string): Promise<string> {
  const answer = await fetch(`${url}/api/guests`, { method: 'POST' });
  return ((await answer.json()) as { token: string }).token;
}
