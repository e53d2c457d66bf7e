import { memoryRoomStore } from '@parley/engine/memory';
import { afterEach, describe, expect, it } from 'vitest';
import type { PageRenderer } from '../src/index.ts';
import { jsonRenderer } from './json-renderer.ts';
import { startTestServer, type TestServer, type TestServerOptions } from './server.ts';

let server: TestServer | undefined;
afterEach(() => server?.stop());

const PAGES = ['/', '/rooms/lounge'];
const API = ['/api/rooms', '/api/rooms/lounge'];

async function start(options: TestServerOptions): Promise<(path: string, accept?: string) => Promise<Told>> {
  const started = await startTestServer({ renderer: jsonRenderer, ...options });
  server = started;
  // As browsers ask for a page.
  return async (path, accept = 'text/html,application/xhtml+xml,*/*;q=0.8') => {
    const answer = await fetch(`${started.url}${path}`, { headers: { accept } });
    const { status, headers } = answer;
    const type = headers.get('content-type')?.split(';')[0];
    const kept = headers.get('cache-control');
    return { status, type, after: headers.get('retry-after'), kept, text: await answer.text() };
  };
}

interface Told {
  readonly status: number;
  readonly type: string | undefined;
  readonly after: string | null;
  readonly kept: string | null;
  readonly text: string;
}

async function withoutStore() {
  const store = memoryRoomStore();
  const ask = await start({ store });
  await store.close();
  return ask;
}

describe('without its store', () => {
  const refusal = { code: 'store-unavailable', class: 'retry', retryAfterMs: 5_000 };

  it.each(PAGES)('HTTP-9 %s is a page that says so, and when to ask again', async (path) => {
    const ask = await withoutStore();
    expect(await ask(path)).toEqual({
      status: 503,
      type: 'text/html',
      after: '5',
      kept: 'no-store',
      text: JSON.stringify({ kind: 'not now', refusal }),
    });
    expect(await ask(path, 'application/json')).toMatchObject({ status: 503, type: 'application/json', after: '5' });
  });

  it.each(API)('HTTP-9 %s says so in JSON, whoever asks', async (path) => {
    const ask = await withoutStore();
    const told = { status: 503, type: 'application/json', after: '5', kept: 'no-store', text: JSON.stringify({ refusal }) };
    expect(await ask(path)).toEqual(told);
    expect(await ask(path, '*/*')).toEqual(told);
  });

  it('HTTP-9 is no fault of the program: the log tells of the store, once', async () => {
    const ask = await withoutStore();
    for (const path of [...PAGES, ...API, ...PAGES]) await ask(path);
    expect(server?.logged.map(({ level, event }) => [level, event])).toEqual([['warn', 'request-failed']]);
  });
});

describe('asked too often', () => {
  const rates = { pages: { burst: 1, everyMs: 60_000 } };

  it.each(PAGES)('HTTP-9 %s is a page that says when to ask again', async (path) => {
    const ask = await start({ rates });
    expect((await ask(path)).status).toBe(200);
    const told = await ask(path);
    expect(told).toMatchObject({ status: 429, type: 'text/html', after: expect.stringMatching(/^(59|60)$/), kept: 'no-store' });
    expect(JSON.parse(told.text)).toMatchObject({ kind: 'not now', refusal: { code: 'slow-down' } });
  });

  it.each(API)('HTTP-9 %s says so in JSON, whoever asks', async (path) => {
    const ask = await start({ rates });
    await ask(path);
    const told = await ask(path);
    expect(told).toMatchObject({ status: 429, type: 'application/json', after: expect.stringMatching(/^(59|60)$/) });
    expect(JSON.parse(told.text)).toMatchObject({ refusal: { code: 'slow-down', class: 'slow-down' } });
  });
});

describe('a fault of the program', () => {
  const failing = (over: Partial<PageRenderer> = {}): PageRenderer => ({
    ...jsonRenderer,
    // biome-ignore lint/correctness/useYield: it fails before it gives anything.
    async *renderIndex() {
      throw new Error('out of ink');
    },
    ...over,
  });

  it('HTTP-9 is a page too, and JSON where that fails as well', async () => {
    expect(await (await start({ renderer: failing() }))('/')).toMatchObject({ status: 500, type: 'text/html' });
    await server?.stop();
    const renderNotNow = () => failing().renderIndex({ rooms: [], publicUrl: '', now: 0 });
    expect(await (await start({ renderer: failing({ renderNotNow }) }))('/')).toMatchObject({
      status: 500,
      type: 'application/json',
      text: '{"refusal":{"code":"internal","class":"retry"}}',
    });
  });

  it('OPS-3 that repeats is one line in ten seconds', async () => {
    const ask = await start({ renderer: failing() });
    for (let i = 0; i < 7; i += 1) expect((await ask('/')).status).toBe(500);
    expect(server?.logged.map(({ event }) => event)).toEqual(['http-failed']);
  });
});
