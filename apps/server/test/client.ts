/** A plain Socket.IO client that speaks the protocol by hand. */
import type { Answer, CommandDone } from '@parley/protocol';
import { io, type ManagerOptions, type Socket } from 'socket.io-client';

export async function newToken(url: string): Promise<string> {
  const answer = await fetch(`${url}/api/guests`, { method: 'POST' });
  return ((await answer.json()) as { token: string }).token;
}

export interface RoomSocket {
  readonly socket: Socket;
  readonly welcomed: Promise<unknown>;
  /** Settles with the answer, or with undefined when the connection is lost before it. */
  command(name: string, payload: unknown): Promise<Answer<CommandDone> | undefined>;
  event<Payload>(name: string, fits?: (payload: Payload) => boolean): Promise<Payload>;
}

/** How it connects: by WebSocket and with the first version of the protocol when nothing is said. */
export type RoomOptions = Partial<ManagerOptions> & { readonly protocol?: number };

export function openRoom(url: string, room: string, token?: string, { protocol = 1, ...options }: RoomOptions = {}): RoomSocket {
  const auth = { protocol, room, order: 'newest', ...(token && { token }) };
  const socket = io(url.replace('localhost', '127.0.0.1'), {
    transports: ['websocket'],
    forceNew: true,
    reconnection: false,
    auth,
    ...options,
  });
  const lost = new Promise<undefined>((resolve) => {
    socket.on('disconnect', () => resolve(undefined));
    socket.on('connect_error', () => resolve(undefined));
  });
  const event = <Payload>(name: string, fits: (payload: Payload) => boolean = () => true) =>
    new Promise<Payload>((resolve) => {
      const hear = (payload: Payload) => {
        if (!fits(payload)) return;
        socket.off(name, hear);
        resolve(payload);
      };
      socket.on(name, hear);
    });
  const welcomed = event('welcome');
  return {
    socket,
    welcomed,
    event,
    command: (name, payload) =>
      Promise.race([lost, new Promise<Answer<CommandDone>>((resolve) => socket.emit(name, payload, resolve))]),
  };
}
