import { request } from 'node:http';
import { memoryRoomStore } from '@parley/engine/memory';
import { roomList, roomSnapshot } from '@parley/protocol';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PageRenderer } from '../src/index.ts';
import { newToken, openClient } from './client.ts';
import { rawRequest } from './raw-line.ts';
import { addRoom, startTestServer, type TestServer } from './server.ts';

const LISTED = 'https://news.example.org';

/** Says in JSON what it was asked for: the gateway knows no HTML. */
const renderer: PageRenderer = {
  async *renderRoom({ room, page, order, from, comment, others }) {
    yield JSON.stringify({ kind: 'room', slug: room.slug, head: page.head, epoch: page.epoch, order, from, comment });
    yield `\n${JSON.stringify(others.map(({ slug }) => slug))}`;
  },
  async *renderIndex({ rooms }) {
    yield JSON.stringify(rooms.map(({ slug }) => slug));
  },
  async *renderNotFound() {
    yield 'nothing here';
  },
};

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ renderer, origins: [LISTED], rooms: ['lounge', 'kitchen'] });
  await addRoom(server.parley, 'attic', false);
});
afterAll(() => server.stop());

const get = (path: string, init?: RequestInit) => fetch(`${server.url}${path}`, init);

describe('health', () => {
  it('HTTP-1 says that the process lives and that new viewers may come', async () => {
    expect((await get('/healthz')).status).toBe(200);
    const ready = await get('/readyz');
    expect(ready.status).toBe(200);
    expect(await ready.json()).toEqual({ status: 'ready', reasons: [] });
  });

  it('HTTP-1 is alive but not ready without its store', async () => {
    const store = memoryRoomStore();
    const broken = await startTestServer({ store, rooms: [] });
    await store.close();
    expect((await fetch(`${broken.url}/healthz`)).status).toBe(200);
    const ready = await fetch(`${broken.url}/readyz`);
    expect([ready.status, await ready.json()]).toEqual([503, { status: 'not-ready', reasons: ['store-unavailable'] }]);
    await broken.stop();
  });

  it('OPS-1 who is told to retire says so, and serves those who come all the same', async () => {
    const leaving = await startTestServer();
    leaving.parley.retire();
    const ready = await fetch(`${leaving.url}/readyz`);
    expect([ready.status, await ready.json()]).toEqual([503, { status: 'not-ready', reasons: ['draining'] }]);
    expect((await fetch(`${leaving.url}/api/rooms/lounge`)).status).toBe(200);
    await leaving.stop();
  });
});

describe('rooms', () => {
  it('HTTP-2 lists listed rooms only', async () => {
    const answer = roomList.parse(await (await get('/api/rooms')).json());
    expect(answer.rooms.map(({ slug }) => slug).sort()).toEqual(['kitchen', 'lounge']);
  });

  it('HTTP-2 gives one page at one head, of unlisted rooms too, and of rooms that nobody made yet', async () => {
    const attic = roomSnapshot.parse(await (await get('/api/rooms/attic?order=best')).json());
    expect(attic).toMatchObject({ slug: 'attic', exists: true, summary: { title: 'About attic' } });
    const none = roomSnapshot.parse(await (await get('/api/rooms/nobody-made-it')).json());
    expect(none).toMatchObject({ exists: false, page: { head: 0, content: [] } });
  });

  it('REF-1 says what is wrong with an address', async () => {
    const answer = await get('/api/rooms/lounge?order=sideways');
    expect(answer.status).toBe(400);
    expect(await answer.json()).toEqual({ refusal: { code: 'malformed', class: 'fix', field: 'order' } });
    const comment = '01890a5d-ac96-774b-bcce-b302099a8057';
    expect((await get(`/api/rooms/lounge?comment=${comment}`)).status).toBe(404);
  });

  it('HTTP-7 the live stream goes on from the position of a page: what was written between is in the catch-up', async () => {
    const [text] = (await (await get('/rooms/lounge')).text()).split('\n');
    const { epoch, head } = JSON.parse(text ?? '');
    const token = await newToken(server.url);
    const writer = openClient(server.url, { token });
    await writer.post('between page and stream');
    const reader = openClient(server.url, { auth: { resume: { epoch, rev: head } } });
    const { start } = await reader.event('welcome');
    expect(start).toMatchObject({ kind: 'catch-up', frame: { epoch, content: [{ body: 'between page and stream' }] } });
    if (start.kind === 'catch-up') expect(start.frame.from).toBeLessThanOrEqual(head);
    writer.close();
    reader.close();
  });
});

describe('pages', () => {
  it('HTTP-3 a room, its orders, a place in it, a comment; other rooms beside it', async () => {
    const [room, others] = (await (await get('/rooms/lounge?order=oldest&after=5.1')).text()).split('\n');
    expect(JSON.parse(room ?? '')).toMatchObject({ slug: 'lounge', order: 'oldest', from: { at: 'after', key: [5, 1] } });
    expect(JSON.parse(others ?? '')).toEqual(['kitchen']);
    expect(JSON.parse(await (await get('/')).text()).sort()).toEqual(['kitchen', 'lounge']);
  });

  it.each(['/rooms/nobody-made-it', '/rooms/Lounge', '/rooms/lounge?comment=x', '/rooms/lounge?order=x', '/elsewhere'])(
    'HTTP-3 %s is the 404 page',
    async (path) => {
      const answer = await get(path);
      expect(answer.status).toBe(404);
      expect(await answer.text()).toBe('nothing here');
      expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8');
    },
  );
});

describe('pages that fail', () => {
  const failing = (pieces: readonly string[]): PageRenderer => ({
    ...renderer,
    async *renderIndex() {
      yield* pieces;
      throw new Error('out of ink');
    },
  });
  const ask = async (pieces: readonly string[]) => {
    const broken = await startTestServer({ renderer: failing(pieces) });
    const answer = await fetch(`${broken.url}/`)
      .then(async (page) => ({ status: page.status, text: await page.text() }))
      .catch(String);
    const { logged } = broken;
    expect((await fetch(`${broken.url}/healthz`)).status).toBe(200);
    await broken.stop();
    return { answer, logged };
  };

  it('HTTP-3 a page that cannot begin is an error for its reader and a line in the log', async () => {
    const { answer, logged } = await ask([]);
    expect(answer).toMatchObject({ status: 500 });
    expect(JSON.stringify(answer)).not.toContain('ink');
    expect(logged).toMatchObject([{ level: 'error', event: 'http-failed', fields: { error: 'Error: out of ink' } }]);
  });

  it('HTTP-3 a page that fails in the middle is cut and logged, never shown as whole', async () => {
    const { answer, logged } = await ask(['<p>half']);
    expect(answer).toBe('TypeError: terminated');
    expect(logged).toMatchObject([{ level: 'error', event: 'page-failed', fields: { path: '/', error: 'Error: out of ink' } }]);
  });
});

describe('headers', () => {
  const paths = [
    '/',
    '/rooms/lounge',
    '/rooms/none',
    '/elsewhere',
    '/api/rooms',
    '/api/rooms/lounge',
    '/healthz',
    '/api/rooms/%ff',
  ];
  it.each([...paths, '/socket.io/?EIO=4&transport=polling'])('HTTP-4 %s has a strict policy and nosniff', async (path) => {
    const { headers } = await get(path);
    const policy = headers.get('content-security-policy') ?? '';
    for (const part of [
      "default-src 'none'",
      "script-src 'self'",
      "base-uri 'none'",
      "frame-ancestors 'none'",
      "form-action 'none'",
    ]) {
      expect(policy).toContain(part);
    }
    expect(policy).toContain("require-trusted-types-for 'script'");
    expect(policy).not.toContain('unsafe');
    expect(policy).not.toContain('*');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('strict-transport-security')).toBeNull();
    expect(headers.get('set-cookie')).toBeNull();
  });

  it('HTTP-4 promises https only where it is reached by https', async () => {
    const secure = await startTestServer({ publicUrl: 'https://talk.example.org' });
    const { headers } = await fetch(`${secure.url}/healthz`);
    expect(headers.get('strict-transport-security')).toContain('max-age=31536000');
    expect(headers.get('content-security-policy')).toContain('wss://talk.example.org');
    await secure.stop();
  });
});

describe('guests', () => {
  it('HTTP-5 a token for a new person, kept by no cache', async () => {
    const answer = await get('/api/guests', { method: 'POST' });
    expect(answer.status).toBe(201);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(Object.keys(await answer.json())).toEqual(['token']);
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
