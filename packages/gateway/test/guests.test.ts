import { describe, expect, it } from 'vitest';
import { openClient } from './client.ts';
import { startTestServer } from './server.ts';

describe('guests', () => {
  it('HTTP-5 a token for a new person, kept by no cache', async () => {
    const server = await startTestServer();
    const answer = await fetch(`${server.url}/api/guests`, { method: 'POST' });
    expect(answer.status).toBe(201);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(Object.keys(await answer.json())).toEqual(['token']);
    await server.stop();
  });

  it('LIM-4 pages and snapshots are bounded per address, and the answer says when to come again', async () => {
    const tight = await startTestServer({ rates: { pages: { burst: 2, everyMs: 60_000 } } });
    const paths = ['/api/rooms', '/api/rooms/lounge', '/api/rooms/lounge'];
    const answers: Response[] = [];
    for (const path of paths) answers.push(await fetch(`${tight.url}${path}`));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 429]);
    expect(answers[2]?.headers.get('retry-after')).toBe('60');
    expect(await answers[2]?.json()).toMatchObject({ refusal: { code: 'slow-down', class: 'slow-down' } });
    expect((await fetch(`${tight.url}/healthz`)).status).toBe(200);
    await tight.stop();
  });

  it('LIM-2 new guests are bounded per address, whatever addresses they claim', async () => {
    const tight = await startTestServer({ rates: { guests: { burst: 3, everyMs: 60_000 } } });
    const ask = (n: number) =>
      fetch(`${tight.url}/api/guests`, { method: 'POST', headers: { 'x-forwarded-for': `203.0.113.${n}` } });
    const statuses = [];
    for (let n = 0; n < 5; n += 1) statuses.push((await ask(n)).status);
    expect(statuses).toEqual([201, 201, 201, 429, 429]);
    const refused = await ask(9);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await refused.json()).toMatchObject({ refusal: { code: 'slow-down', retryAfterMs: expect.any(Number) } });
    await tight.stop();
  });

  it('LIM-2 behind a trusted proxy each client has its own bucket, on HTTP and sockets alike', async () => {
    const rates = { guests: { burst: 1, everyMs: 60_000 }, addressWrites: { burst: 1, everyMs: 60_000 } };
    const behind = await startTestServer({ rates, trustProxy: { kind: 'networks', networks: ['127.0.0.0/8'] } });
    const from = (address: string) => ({ 'x-forwarded-for': `6.6.6.6, ${address}` });
    const ask = async (address: string) => fetch(`${behind.url}/api/guests`, { method: 'POST', headers: from(address) });
    const tokens: string[] = [];
    for (const address of ['2001:db8:1:1::1', '2001:db8:1:2::1', '203.0.113.5']) {
      const answer = await ask(address);
      expect(answer.status).toBe(201);
      tokens.push((await answer.json()).token);
    }
    expect((await ask('2001:db8:1:1::2')).status).toBe(429);
    const write = async (token: string | undefined, address: string) => {
      const client = openClient(behind.url, { token, io: { extraHeaders: from(address) } });
      const answer = await client.post('hello');
      client.close();
      return answer.ok || answer.refusal.code;
    };
    expect(await write(tokens[0], '2001:db8:1:1::1')).toBe(true);
    expect(await write(tokens[1], '2001:db8:1:1:ffff::')).toBe('slow-down');
    expect(await write(tokens[2], '203.0.113.5')).toBe(true);
    await behind.stop();
  });
});
