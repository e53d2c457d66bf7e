import { describe, expect, it } from 'vitest';
import { openClient } from './client.ts';
import { startTestServer } from './server.ts';

const from = (address: string) => ({ io: { extraHeaders: { 'x-forwarded-for': address } } });

describe('connections of one address', () => {
  it('CONN-10 one too many is refused with a time; another address and a place that became free are taken', async () => {
    const server = await startTestServer({ connectionsPerAddress: 2, trustProxy: { kind: 'hops', hops: 1 } });
    const held = [openClient(server.url, from('192.0.2.1')), openClient(server.url, from('192.0.2.1'))];
    await Promise.all(held.map((client) => client.event('welcome')));
    const third = openClient(server.url, from('192.0.2.1'));
    const { refusal, retryWindowMs } = await third.event('connection-closing');
    expect(refusal).toEqual({ code: 'too-many-connections', class: 'slow-down', retryAfterMs: 15_000 });
    expect(retryWindowMs).toBe(15_000);
    await third.closed;
    const neighbour = openClient(server.url, from('192.0.2.2'));
    await neighbour.event('welcome');
    held[0]?.close();
    await expect.poll(() => server.parley.engine.status().sessions).toBe(2);
    const next = openClient(server.url, from('192.0.2.1'));
    await next.event('welcome');
    expect(server.logged.map(({ event }) => event)).toContain('connections-capped');
    for (const client of [held[1], neighbour, next]) client?.close();
    await server.stop();
  });

  it.each([
    ['a hello that means nothing', { room: 7 }],
    ['one of long ago', { protocol: 0 }],
  ])('CONN-10 %s holds no place once it is refused', async (_what, auth) => {
    const server = await startTestServer({ connectionsPerAddress: 1, trustProxy: { kind: 'hops', hops: 1 } });
    const refused = openClient(server.url, { auth, ...from('192.0.2.1') });
    await refused.closed;
    const next = openClient(server.url, from('192.0.2.1'));
    await next.event('welcome');
    next.close();
    await server.stop();
  });

  it('CONN-10 programs on the same machine are not bounded', async () => {
    const server = await startTestServer({ connectionsPerAddress: 1 });
    const clients = [openClient(server.url), openClient(server.url), openClient(server.url)];
    await Promise.all(clients.map((client) => client.event('welcome')));
    for (const client of clients) client.close();
    await server.stop();
  });
});
