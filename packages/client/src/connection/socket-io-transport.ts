/** The line to a server over Socket.IO: WebSocket first, polling where that is not possible. A chunk of its own. */
import type { Hello } from '@parley/protocol';
import { io } from 'socket.io-client';
import type { Transport } from '../ports.ts';

export interface SocketIoOptions {
  /** Origin of the server, such as `https://talk.example`. */
  readonly server: string;
  /** Transports to try in this order. */
  readonly transports?: readonly ('websocket' | 'polling')[];
}

export function socketIoTransport({ server, transports = ['websocket', 'polling'] }: SocketIoOptions): Transport {
  return {
    open(hello: () => Hello, handlers) {
      const socket = io(server, {
        transports: [...transports],
        tryAllTransports: true,
        // The client's own machine decides when to come back.
        reconnection: false,
        forceNew: true,
        auth: (give) => give(hello()),
      });
      socket.on('connect', () => handlers.opened());
      socket.on('disconnect', () => end());
      socket.on('connect_error', () => end());
      socket.onAny((name: string, payload: unknown) => handlers.event(name, payload));
      function end() {
        socket.off();
        socket.offAny();
        socket.disconnect();
        handlers.closed();
      }
      return {
        send: (name, payload, answer) => void (answer ? socket.emit(name, payload, answer) : socket.emit(name, payload)),
        close() {
          socket.off();
          socket.offAny();
          socket.disconnect();
        },
      };
    },
  };
}
