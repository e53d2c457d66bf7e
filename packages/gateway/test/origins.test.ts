import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { jsonRenderer } from './json-renderer.ts';
import { rawRequest } from './raw-line.ts';
import { startTestServer, type TestServer } from './server.ts';

const LISTED = 'https://news.example.org';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ renderer: jsonRenderer, origins: [LISTED] });
});
afterAll(() => server.stop());

const get = (path: string, init?: RequestInit) => fetch(`${server.url}${path}`, init);

describe('origins', () => {
  const polling = (headers: Record<string, string>) => get('/socket.io/?EIO=4&transport=polling', { headers });
  const upgrade = (origin: string | undefined) =>
    new Promise<number>((resolve, reject) => {
      const asked = request(`${server.url}/socket.io/?EIO=4&transport=websocket`, {
        headers: {
          connection: 'Upgrade',
          upgrade: 'websocket',
          'sec-websocket-version': '13',
          'sec-websocket-key': 'AAAAAAAAAAAAAAAAAAAAAA==',
          ...(origin !== undefined && { origin }),
        },
      });
      asked.on('response', (response) => resolve(response.statusCode ?? 0));
      asked.on('upgrade', (response, socket) => {
        socket.destroy();
        resolve(response.statusCode ?? 0);
      });
      asked.on('error', reject);
      asked.end();
    });

  it.each(['null', 'https://evil.example', 'https://news.example.org.evil.example', 'http://news.example.org'])(
    'CONN-4 %s is refused with 403 on polling and WebSocket alike, and gets no token',
    async (origin) => {
      expect((await polling({ origin })).status).toBe(403);
      expect(await upgrade(origin)).toBe(403);
      expect((await get('/api/guests', { method: 'POST', headers: { origin } })).status).toBe(403);
    },
  );

  it('CONN-4 its own origin, a listed one and none are let in', async () => {
    for (const origin of [LISTED, `http://localhost:${server.port}`]) {
      expect((await polling({ origin })).status).toBe(200);
      expect(await upgrade(origin)).toBe(101);
    }
    expect((await polling({})).status).toBe(200);
    expect(await upgrade(undefined)).toBe(101);
  });

  it.each(['/api/rooms', '/api/guests', '/socket.io/?EIO=4&transport=polling'])(
    'HTTP-6 %s may be used by listed origins',
    async (path) => {
      const method = path === '/api/guests' ? 'POST' : 'GET';
      const allowed = await get(path, { method, headers: { origin: LISTED } });
      expect(allowed.headers.get('access-control-allow-origin')).toBe(LISTED);
      expect(allowed.headers.get('access-control-allow-credentials')).toBeNull();
      expect(allowed.headers.get('vary')).toContain('Origin');
      const preflight = {
        origin: LISTED,
        'access-control-request-method': method,
        'access-control-request-headers': 'content-type',
      };
      const asked = await get(path, { method: 'OPTIONS', headers: preflight });
      expect(asked.status).toBe(204);
      expect(asked.headers.get('access-control-allow-methods')).toContain(method);
    },
  );

  it.each(['/api/rooms', '/api/guests', '/socket.io/?EIO=4&transport=polling'])(
    'HTTP-6 %s gives others no permission',
    async (path) => {
      for (const origin of ['https://evil.example', 'null']) {
        for (const method of ['OPTIONS', 'GET']) {
          const answer = await get(path, { method, headers: { origin, 'access-control-request-method': 'POST' } });
          expect(answer.headers.get('access-control-allow-origin')).toBeNull();
          expect(answer.headers.get('vary')).toContain('Origin');
          if (method === 'OPTIONS') expect(answer.status).toBe(403);
        }
      }
    },
  );

  it('HTTP-6 a page that was refused can read that it was, and nothing else', async () => {
    const ask = (origin: string) => get('/api/origin', { method: 'POST', headers: { origin } });
    for (const origin of ['https://evil.example', 'null']) {
      const answer = await ask(origin);
      expect([answer.status, answer.headers.get('access-control-allow-origin')]).toEqual([403, '*']);
      expect(await answer.json()).toEqual({ refusal: { code: 'origin-not-allowed', class: 'gone' } });
    }
    expect((await ask(LISTED)).status).toBe(204);
    expect(server.logged.filter(({ event }) => event === 'origin-refused').map(({ fields }) => fields)).toContainEqual(
      expect.objectContaining({ origin: 'https://evil.example' }),
    );
  });

  it("HTTP-6 pages of this server are shown in nobody's frame", async () => {
    expect((await get('/')).headers.get('x-frame-options')).toBe('DENY');
  });

  it('CONN-4 an origin that is no header value is refused', async () => {
    const text = `GET /socket.io/?EIO=4&transport=polling HTTP/1.1\r\nHost: x\r\nOrigin: a\u0001b\r\n\r\n`;
    expect(await rawRequest(server.port, text)).toMatch(/^HTTP\/1\.1 4/);
  });
});
