/** Loads the transport when it is needed first, so that a page can be read before. */
import type { Line, Transport } from '../ports.ts';

export function lazySocketIo(server: string): Transport {
  return {
    open(hello, handlers) {
      let line: Line | undefined;
      let isClosed = false;
      import('./socket-io-transport.ts').then(
        ({ socketIoTransport }) => {
          if (!isClosed) line = socketIoTransport({ server }).open(hello, handlers);
        },
        () => isClosed || handlers.closed(),
      );
      return {
        send: (name, payload, answer) => line?.send(name, payload, answer),
        close() {
          isClosed = true;
          line?.close();
        },
      };
    },
  };
}
