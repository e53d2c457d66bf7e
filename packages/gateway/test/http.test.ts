import { memoryRoomStore } from '@parley/engine/memory';
import { roomList, roomSnapshot } from '@parley/protocol';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newToken, openClient } from './client.ts';
import { jsonRenderer } from './json-renderer.ts';
import { addRoom, startTestServer, type TestServer } from './server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ renderer: jsonRenderer, rooms: ['lounge', 'kitchen'] });
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
