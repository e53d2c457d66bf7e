/** A TCP relay before a database: counts the round trips of a connection and cuts it where a test says so. */

import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

export interface Relay {
  readonly port: number;
  /** What clients sent, in flights: all that was sent before everything sent earlier was answered; since the last `forget`. */
  flights(): readonly string[];
  forget(): void;
  /** At the next flight that has this text: cuts its connection, before it is passed on or after the database took it. */
  cutAt(text: string, when: 'before' | 'after'): void;
  /** Whoever connects from now on is led to this port; connections that stand stay where they are. */
  leadTo(port: number): void;
  close(): Promise<void>;
}

/** Types of the protocol's whole messages in a stream: each is a letter, its length and so many bytes. */
function messageTypes(onType: (type: string) => void, skipFirst: boolean): (chunk: Buffer) => void {
  let rest = Buffer.alloc(0);
  let isFirst = skipFirst;
  return (chunk) => {
    rest = Buffer.concat([rest, chunk]);
    for (;;) {
      // The first message of a client has no letter.
      const at = isFirst ? 0 : 1;
      if (rest.length < at + 4) return;
      const length = at + rest.readInt32BE(at);
      if (rest.length < length) return;
      if (!isFirst) onType(String.fromCharCode(rest[0] ?? 0));
      isFirst = false;
      rest = rest.subarray(length);
    }
  };
}

export async function startRelay(port: number): Promise<Relay> {
  let to = port;
  const sockets = new Set<Socket>();
  let flights: string[] = [];
  let cut: { readonly text: string; readonly when: 'before' | 'after' } | undefined;

  const server = createServer((client) => {
    const database = connect(to, '127.0.0.1');
    // What the client waits for: an answer to each Sync (S) and simple Query (Q), which ends with ReadyForQuery (Z).
    let waiting = 0;
    const sent = messageTypes((type) => (waiting += type === 'S' || type === 'Q' ? 1 : 0), true);
    const answered = messageTypes((type) => (waiting -= type === 'Z' && waiting > 0 ? 1 : 0), false);
    let isMute = false;
    for (const socket of [client, database]) {
      sockets.add(socket);
      socket.setNoDelay(true);
      socket.on('error', () => socket.destroy());
      socket.on('close', () => {
        sockets.delete(socket);
        client.destroy();
        database.destroy();
      });
    }
    client.on('data', (chunk) => {
      const text = chunk.toString('latin1');
      if (waiting === 0) flights.push(text);
      else flights.push(`${flights.pop() ?? ''}${text}`);
      sent(chunk);
      if (!cut || !text.includes(cut.text)) return void database.write(chunk);
      const { when } = cut;
      cut = undefined;
      if (when === 'before') return void client.destroy();
      isMute = true;
      database.write(chunk);
    });
    database.on('data', (chunk) => {
      answered(chunk);
      if (isMute) client.destroy();
      else client.write(chunk);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The relay has no port.');
  return {
    port: address.port,
    flights: () => flights,
    forget() {
      flights = [];
    },
    cutAt(text, when) {
      cut = { text, when };
    },
    leadTo(port) {
      to = port;
    },
    async close() {
      server.close();
      for (const socket of sockets) socket.destroy();
      await once(server, 'close');
    },
  };
}
