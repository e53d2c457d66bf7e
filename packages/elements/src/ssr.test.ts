import { render, html as serverHtml } from '@lit-labs/ssr';
import { collectResult } from '@lit-labs/ssr/lib/render-result.js';
import type { Page } from '@parley/protocol';
import { expect, it } from 'vitest';
import { idOf } from '../test/fake-room.ts';
import { type PageRow, pageOf } from '../test/page-of.ts';
import { threadTemplates } from './ssr.ts';

const renderThread = threadTemplates(serverHtml);

const links = {
  more: (after: string) => `?after=${after}`,
  comment: (id: string) => `?comment=${id}`,
  order: (order: string) => `?order=${order}`,
};

async function rendered(rows: readonly PageRow[], over: Partial<Page> = {}): Promise<string> {
  const page = pageOf(rows, over);
  return collectResult(render(renderThread({ page, summary: page.summary, order: 'newest', me: null, links, now: 0 })));
}

it('HTTP-3 a thread is plain HTML, newest first, replies in their places', async () => {
  const html = await rendered([
    { n: 1, name: 'Ada', body: 'Hello *you*' },
    { n: 2, below: 1 },
    { n: 3, up: 2, down: 3 },
  ]);
  const places = [idOf(3), idOf(1), idOf(2)].map((id) => html.indexOf(`id="comment-${id}"`));
  expect(places).toEqual([...places].sort((a, b) => a - b));
  expect(html).toContain('Hello <em>you</em>');
  expect(html).toContain('aria-label="Ada"');
  expect(html).toContain('aria-label="Anonymous"');
  expect(html).toContain('\u22121');
  expect(html).not.toMatch(/<parley-|style=|<script|<template|<!--/);
});

it('HTTP-3 more, orders, permalinks and hidden replies are links', async () => {
  const windows: Page['windows'] = [{ parent: null, order: 'newest', first: [9, 9], last: [5, 1] }];
  const html = await rendered([{ n: 1, createdAt: 5, replyCount: 4 }], { windows });
  for (const href of ['?after=5.1', '?order=oldest', `?comment=${idOf(1)}`]) expect(html).toContain(`href="${href}"`);
  expect(html).toContain('Show 4 replies');
  expect(html).toContain('Show from the beginning');
});

it('HTTP-3 deleted and removed comments are placeholders', async () => {
  const html = await rendered([
    { n: 1, status: 'deleted', body: '' },
    { n: 2, status: 'removed', body: '' },
  ]);
  expect(html).toContain('Deleted by its author');
  expect(html).toContain('Removed by a moderator');
});

it('TEXT-4 markup in bodies and names is shown as text on the server', async () => {
  const evil = '<script>alert(1)</script><img src=x onerror=alert(1)>"\'';
  const html = await rendered([{ n: 1, body: evil, name: evil }]);
  expect(html).not.toContain('<script');
  expect(html).not.toContain('<img');
  expect(html).toContain('&lt;script&gt;');
});

it('TEXT-5 links carry what they must', async () => {
  const html = await rendered([{ n: 1, body: '[a](https://b.example/) [c](javascript:alert(1))' }]);
  expect(html).toContain('<a href="https://b.example/" rel="nofollow ugc noopener noreferrer">a</a>');
  expect(html).toContain('[c](javascript:alert(1))');
});
