import { memoryRoomStore } from '@parley/engine/memory';
import { describe, expect, it } from 'vitest';
import { newToken, openClient } from './client.ts';
import { fastClock } from './fast-clock.ts';
import { startTestServer } from './server.ts';

describe('a stopping server', () => {
  it('CONN-7 says going-away with a window and closes', async () => {
    const server = await startTestServer();
    const clients = ['websocket', 'polling'].map((transport) => openClient(server.url, { io: { transports: [transport] } }));
    await Promise.all(clients.map((client) => client.event('welcome')));
    await server.parley.drain(4_000);
    for (const client of clients) {
      const closing = await client.event('connection-closing');
      expect(closing).toEqual({ refusal: { code: 'going-away', class: 'retry' }, retryWindowMs: 4_000 });
      await client.closed;
    }
    await server.stop();
  });

  it('CONN-7 answers what is under way before it says goodbye', async () => {
    const gate: { opened: Promise<void>; open(): void } = { opened: Promise.resolve(), open() {} };
    const server = await startTestServer({ store: memoryRoomStore({ latency: () => gate.opened }) });
    const client = openClient(server.url, { token: await newToken(server.url) });
    await client.event('welcome');
    gate.opened = new Promise((resolve) => {
      gate.open = resolve;
    });
    const answers = Promise.all(Array.from({ length: 10 }, (_, n) => client.post(`last words ${n}`)));
    // An eleventh that is refused by form tells that the ten before it have arrived.
    await client.ask('nonsense', {});
    const drained = server.parley.drain(0);
    gate.open();
    expect((await answers).map(({ ok }) => ok)).toEqual(Array.from({ length: 10 }, () => true));
    await client.event('connection-closing');
    const names = client.heard.map(({ name }) => name);
    expect(names.lastIndexOf('ack')).toBeLessThan(names.indexOf('connection-closing'));
    await drained;
    await server.stop();
  });

  it.each(['websocket', 'polling'])(
    'DRAIN-1 tells to move inside the window and ends when all have moved (%s)',
    async (transport) => {
      const server = await startTestServer();
      const client = openClient(server.url, { auth: { protocol: 2 }, io: { transports: [transport] } });
      await client.event('welcome');
      const drained = server.parley.drain(4_000);
      expect(await client.event('connection-moving')).toEqual({ windowMs: 4_000 });
      expect(client.socket.connected).toBe(true);
      const late = openClient(server.url, { auth: { protocol: 2 }, io: { transports: [transport] } });
      expect(await late.event('connection-closing')).toMatchObject({ refusal: { code: 'going-away' } });
      await late.closed;
      client.close();
      await drained;
      expect(client.heard.map(({ name }) => name)).not.toContain('connection-closing');
      await server.stop();
    },
  );

  it('DRAIN-3 closes who has not moved when the window is over', async () => {
    const server = await startTestServer({ clock: fastClock(20) });
    const client = openClient(server.url, { auth: { protocol: 2 } });
    await client.event('welcome');
    await server.parley.drain(4_000);
    expect(await client.event('connection-closing')).toMatchObject({ refusal: { code: 'going-away', class: 'retry' } });
    await client.closed;
    await server.stop();
  });
});
