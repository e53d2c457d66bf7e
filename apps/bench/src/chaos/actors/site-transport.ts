/** A line as a page of the site opens it: with its origin, which is what lets a first comment make a room. */
import type { Line, Transport } from '@parley/client';
import { io } from 'socket.io-client';
import { PUBLIC_URL } from '../../room.ts';

export function siteTransport(server: string): Transport {
  return {
    open(hello, handlers) {
      const socket = io(server, {
        transports: ['websocket'],
        extraHeaders: { origin: PUBLIC_URL },
        reconnection: false,
        forceNew: true,
        auth: (give) => give(hello()),
      });
      const close = () => {
        socket.off();
        socket.offAny();
        socket.disconnect();
      };
      const lost = () => {
        close();
        handlers.closed();
      };
      socket.on('connect', () => handlers.opened());
      socket.on('disconnect', lost);
      socket.on('connect_error', lost);
      socket.onAny((name: string, payload: unknown) => handlers.event(name, payload));
      const send: Line['send'] = (name, payload, answer) =>
        void (answer ? socket.emit(name, payload, answer) : socket.emit(name, payload));
      return { close, send };
    },
  };
}
