import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server, type Socket } from 'socket.io';
import { describe, expect, it } from 'vitest';
import { eventEncoder } from '../src/index.ts';
import { SocketConnection } from '../src/socket-connection.ts';
import { openClient } from './client.ts';
import { rawLine } from './raw-line.ts';

/** A bare Socket.IO server, to look at one connection from its server's side. */
async function bare() {
  const http = createServer();
  const io = new Server(http, { perMessageDeflate: false, transports: ['websocket', 'polling'] });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const { port } = http.address() as AddressInfo;
  const next = () => new Promise<Socket>((resolve) => io.once('connection', resolve));
  return { port, url: `http://127.0.0.1:${port}`, next, stop: () => io.close() };
}

const presence = (watching: number) => eventEncoder.encode('presence-changed', { watching });

describe('a connection', () => {
  it.each(['websocket', 'polling'])(
    'FAN-6 takes shared bytes and own packets in the order in which they were written (%s)',
    async (transport) => {
      const server = await bare();
      const accepted = server.next();
      const client = openClient(server.url, { io: { transports: [transport] } });
      const connection = new SocketConnection(await accepted, 'here', false);
      for (let n = 0; n < 100; n += 1) {
        if (n % 3 === 0) connection.send('presence-changed', { watching: n });
        else connection.write(presence(n));
      }
      await client.event('presence-changed', ({ watching }) => watching === 99);
      expect(client.heard.map(({ payload }) => (payload as { watching: number }).watching)).toEqual(
        Array.from({ length: 100 }, (_, n) => n),
      );
      client.close();
      await server.stop();
    },
  );

  it('FAN-6 one event serves any number of connections unchanged', async () => {
    const server = await bare();
    const event = presence(7);
    const before = JSON.stringify(event);
    for (const transport of ['websocket', 'polling', 'websocket']) {
      const accepted = server.next();
      const client = openClient(server.url, { io: { transports: [transport] } });
      const connection = new SocketConnection(await accepted, 'here', false);
      connection.write(event);
      connection.write(event);
      await client.event('presence-changed', ({ watching }) => watching === 7);
      client.close();
    }
    expect(JSON.stringify(event)).toBe(before);
    await server.stop();
  });

  it('FAN-5 shows its backlog while its client takes nothing, and calls back once when it has', async () => {
    const server = await bare();
    const accepted = server.next();
    const line = acceptedLine(server.port);
    const connection = new SocketConnection(await accepted, 'here', false);
    const { ws } = await line;
    expect(connection.backlog()).toBe(0);
    ws.pause();
    const large = eventEncoder.encode('connection-closing', {
      refusal: { code: 'x'.repeat(1_000_000), class: 'retry' },
      retryWindowMs: 0,
    });
    let written = 0;
    for (; connection.backlog() < 3 && written < 100; written += 1) {
      connection.write(large);
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(connection.backlog()).toBe(3);
    let drained = 0;
    const done = new Promise<void>((resolve) => {
      connection.onDrained(() => {
        drained += 1;
        resolve();
      });
    });
    await new Promise((resolve) => setImmediate(resolve));
    expect(drained).toBe(0);
    ws.resume();
    await done;
    expect(connection.backlog()).toBe(0);
    connection.write(presence(1));
    const again = new Promise<void>((resolve) => connection.onDrained(resolve));
    await again;
    expect(drained).toBe(1);
    ws.terminate();
    await server.stop();
  });

  it('FAN-5 a dead connection swallows what is written and never calls back', async () => {
    const server = await bare();
    const accepted = server.next();
    const client = openClient(server.url);
    const socket = await accepted;
    const connection = new SocketConnection(socket, 'here', false);
    const gone = new Promise((resolve) => socket.on('disconnect', resolve));
    client.close();
    await gone;
    let called = false;
    connection.onDrained(() => {
      called = true;
    });
    connection.send('presence-changed', { watching: 1 });
    connection.write(presence(1));
    connection.close({ code: 'going-away', class: 'retry' }, 0);
    await new Promise((resolve) => setImmediate(resolve));
    expect(called).toBe(false);
    await server.stop();
  });
});

async function acceptedLine(port: number) {
  const line = await rawLine(port);
  line.send('40{}');
  await line.message('40{');
  return line;
}
