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
  /** At the next flight that has this text: falls silent on all connections, before it is passed on or after the database took it. */
  hushAt(text: string, when: 'before' | 'after'): void;
  /** Silence: connections stand, new ones come, and nothing passes, not even an end, until `speak`. */
  hush(): void;
  /** What was held goes on its way. */
  speak(): void;
  /** How many came since the last silence began, in it. */
  cameInSilence(): number;
  close(): Promise<void>;
}

interface Fault {
  readonly text: string;
  readonly when: 'before' | 'after';
  readonly kind: 'cut' | 'hush';
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
  let fault: Fault | undefined;
  /** What the silence holds; undefined: there is none. */
  let held: (() => void)[] | undefined;
  let came = 0;
  const pass = (work: () => void): void => void (held ? held.push(work) : work());
  const hush = (): void => {
    held ??= [];
    came = 0;
  };

  const server = createServer((client) => {
    const database = connect(to, '127.0.0.1');
    if (held) came += 1;
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
        pass(() => {
          client.destroy();
          database.destroy();
        });
      });
    }
    client.on('data', (chunk) => {
      const text = chunk.toString('latin1');
      if (waiting === 0) flights.push(text);
      else flights.push(`${flights.pop() ?? ''}${text}`);
      sent(chunk);
      const send = () => void database.write(chunk);
      if (!fault || !text.includes(fault.text)) return pass(send);
      const { when, kind } = fault;
      fault = undefined;
      if (kind === 'hush') {
        if (when === 'after') send();
        hush();
        if (when === 'before') pass(send);
      } else if (when === 'before') client.destroy();
      else {
        isMute = true;
        send();
      }
    });
    database.on('data', (chunk) => {
      answered(chunk);
      if (isMute) client.destroy();
      else pass(() => void client.write(chunk));
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
      fault = { text, when, kind: 'cut' };
    },
    hushAt(text, when) {
      fault = { text, when, kind: 'hush' };
    },
    hush,
    speak() {
      const spoken = held ?? [];
      held = undefined;
      for (const work of spoken) work();
    },
    cameInSilence: () => came,
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
