import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PageRenderer } from '../src/index.ts';
import { jsonRenderer } from './json-renderer.ts';
import { startTestServer, type TestServer } from './server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ renderer: jsonRenderer, rooms: ['lounge', 'kitchen'] });
});
afterAll(() => server.stop());

const get = (path: string, init?: RequestInit) => fetch(`${server.url}${path}`, init);

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
    ...jsonRenderer,
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
