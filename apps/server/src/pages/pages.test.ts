import { html } from '@lit-labs/ssr';
import { type RefusalCode, type RoomListing, type RoomSlug, refuse } from '@parley/protocol';
import { describe, expect, it } from 'vitest';
import { webAddress } from './article.ts';
import type { Assets } from './assets.ts';
import { embedLines } from './embed-page.ts';
import { sitePages } from './index.ts';
import { linksOf } from './room-page.ts';
import { stream } from './stream.ts';

const assets: Assets = { url: (entry) => `/assets/${entry}`, imports: () => [], before: [] };
const pages = sitePages(assets);
const publicUrl = 'https://talk.example';
const now = Date.parse('2026-11-22T09:00:00Z');

async function text(pieces: AsyncIterable<string>): Promise<string> {
  let all = '';
  for await (const piece of pieces) all += piece;
  return all;
}

const room = (over: Partial<RoomListing> = {}): RoomListing => ({
  slug: 'bay' as RoomSlug,
  title: 'A bridge across the bay',
  comments: 2,
  watching: 0,
  lastCommentAt: now,
  status: 'open',
  teaser: 'The ferry stops in spring.',
  ...over,
});

const HOSTILE = `"><script>alert(1)</script><img src=x onerror=alert(2)>`;
const ESCAPED = '&gt;&lt;script&gt;alert(1)&lt;/script&gt;&lt;img src=x onerror=alert(2)&gt;';

describe('pages', () => {
  it('HTTP-2 the index leads to every room with its counts', async () => {
    const page = await text(
      pages.renderIndex({ rooms: [room(), room({ slug: 'two' as RoomSlug, watching: 3 })], publicUrl, now }),
    );
    expect(page).toMatch(/^<!doctype html>/);
    for (const part of ['href="/rooms/bay"', 'href="/rooms/two"', '2 comments', '3 watching', 'The ferry stops in spring.']) {
      expect(page).toContain(part);
    }
    expect(page).toContain('<link rel="canonical" href="https://talk.example/">');
  });

  it('HTTP-2 an index without rooms says how to make one', async () => {
    expect(await text(pages.renderIndex({ rooms: [], publicUrl, now }))).toContain('npm run parley -- room add');
  });

  it('TEXT-4 markup in titles and teasers is text in every place', async () => {
    const page = await text(pages.renderIndex({ rooms: [room({ title: HOSTILE, teaser: HOSTILE })], publicUrl, now }));
    expect(page).not.toContain('<script>');
    expect(page).not.toContain('<img');
    expect(page.split(ESCAPED)).toHaveLength(3);
  });

  it.each([
    ['index', () => pages.renderIndex({ rooms: [room()], publicUrl, now })],
    ['not found', () => pages.renderNotFound({ publicUrl })],
    ['not now', () => pages.renderNotNow({ refusal: refuse('store-unavailable') })],
    ['embed', () => pages.renderEmbed({ publicUrl })],
  ])('HTTP-4 the %s page has no inline script, style or handler', async (_name, render) => {
    const page = await text(render());
    expect(page).not.toMatch(/<script(?![^>]*\ssrc=)/);
    expect(page).not.toMatch(/<style|\sstyle=|\son[a-z]+=/);
    expect(page).toMatch(/<title>[^<]+<\/title>/);
    expect(page).toMatch(/<\/html>\s*$/);
  });

  it.each<[RefusalCode, number | undefined, string]>([
    ['store-unavailable', 5_000, 'cannot be shown right now'],
    ['slow-down', 700, 'many pages in a short time'],
    ['internal', undefined, 'This page failed'],
  ])('HTTP-9 %s is told in words, with a link to the same page', async (code, retryAfterMs, words) => {
    const page = await text(pages.renderNotNow({ refusal: refuse(code, retryAfterMs === undefined ? {} : { retryAfterMs }) }));
    expect(page).toContain(words);
    const wait = { 5000: ' in 5 seconds', 700: ' in a second' }[retryAfterMs ?? 0] ?? '';
    expect(page).toContain(`<a href="">Try again</a>${wait}`);
    expect(page).toContain('<meta name="robots" content="noindex">');
  });

  it('HTTP-6 the embed page shows the very lines that it is made from', async () => {
    const page = await text(pages.renderEmbed({ publicUrl }));
    const lines = embedLines(publicUrl);
    expect(lines.split('\n')).toHaveLength(3);
    expect(page).toContain(lines);
    expect(page).toContain(lines.replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;'));
  });

  it('HTTP-3 links keep the order, and name the default one by nothing', () => {
    const id = '0190a5f0-0000-7000-8000-000000000000' as Parameters<ReturnType<typeof linksOf>['comment']>[0];
    expect(linksOf('bay', 'newest').order('newest')).toBe('/rooms/bay#discussion');
    expect(linksOf('bay', 'best').more('1.2.3')).toBe('/rooms/bay?order=best&after=1.2.3#discussion');
    expect(linksOf('bay', 'newest').comment(id)).toBe(`/rooms/bay?comment=${id}#comment-${id}`);
  });

  it('TEXT-5 only web addresses become links above the discussion', () => {
    expect(webAddress('https://a.example/x')).toBe('https://a.example/x');
    for (const href of ['javascript:alert(1)', 'data:text/html,x', '/x', '', undefined]) expect(webAddress(href)).toBeUndefined();
  });

  it('CONN-5 a template that throws rejects the reader and nobody else', async () => {
    const failing = html`<p>${'before'}</p>${{
      [Symbol.iterator]: () => {
        throw new Error('while rendering');
      },
    }}`;
    await expect(text(stream(failing))).rejects.toThrow('while rendering');
  });
});
