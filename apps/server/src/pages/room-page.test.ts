import type { RoomRecord } from '@parley/model';
import type { AuthorTag, CommentId, ContentPart, Epoch, Page, RoomListing, RoomSlug, TallyPart } from '@parley/protocol';
import { expect, it } from 'vitest';
import { sitePages } from './index.ts';

const pages = sitePages({ url: (entry) => `/assets/${entry}`, imports: (entry) => [`/assets/part-of-${entry}`], before: [] });
const now = Date.parse('2026-11-22T09:00:00Z');
const HOSTILE = `"><script>alert(1)</script>`;

const id = '0190a5f0-0000-7000-8000-000000000001' as CommentId;
const content: ContentPart = {
  id,
  parent: null,
  root: id,
  depth: 0,
  born: 1,
  author: { tag: 'tag' as AuthorTag, name: `Ada ${HOSTILE}` },
  body: `The ferry *stops*. ${HOSTILE}`,
  createdAt: now,
  editedAt: null,
  editCount: 0,
  status: 'visible',
  contentRev: 1,
};
const tally: TallyPart = { id, up: 3, down: 1, replyCount: 0, best: 0, tallyRev: 1 };
const title = `A bridge ${HOSTILE}`;
const page: Page = {
  epoch: 'e' as Epoch,
  head: 1,
  summary: { title, status: 'open', comments: 1, topLevel: 1 },
  windows: [{ parent: null, order: 'best', first: null, last: [0, now, 1] }],
  content: [content],
  tallies: [tally],
  mine: [],
};
const room: RoomRecord = {
  slug: 'bay' as RoomSlug,
  title,
  status: 'open',
  listed: true,
  article: {
    paragraphs: [`First paragraph. ${HOSTILE}`],
    links: [
      { label: 'Plans', text: 'The harbour board', source: 'Board', href: 'https://harbour.example/plans' },
      { text: 'No address' },
      { text: 'Not the web', href: 'javascript:alert(3)' },
    ],
  },
  head: 1,
  lastCreatedAt: now,
  comments: 1,
  topLevel: 1,
};
const other: RoomListing = {
  slug: 'other' as RoomSlug,
  title: 'Another room',
  comments: 0,
  watching: 0,
  lastCommentAt: null,
  status: 'locked',
  teaser: '',
};

async function render(comment?: CommentId): Promise<string> {
  let all = '';
  const input = {
    room,
    page,
    order: 'best',
    from: { at: 'start' },
    comment,
    others: [other],
    publicUrl: 'https://talk.example',
    now,
  } as const;
  for await (const piece of pages.renderRoom(input)) all += piece;
  return all;
}

const unescaped = (text: string) =>
  text
    .replaceAll('&quot;', '"')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');

it('HTTP-3 a room page has the article, the thread with its links, and other rooms', async () => {
  const html = await render();
  expect(html).toContain('<em>');
  expect(html).toContain('<a href="https://harbour.example/plans"');
  for (const part of [
    'No address',
    'Not the web',
    '+2',
    'href="/rooms/other"',
    `/rooms/bay?order=best&amp;after=0.${now}.1#discussion`,
  ]) {
    expect(unescaped(html)).toContain(unescaped(part));
  }
  // No marks for a client: it takes the place of the thread, not over its parts.
  expect(html).not.toContain('<!--');
  expect(html).toContain('<link rel="modulepreload" href="/assets/part-of-src/room.ts">');
  expect(html).toContain('<link rel="canonical" href="https://talk.example/rooms/bay">');
});

it('HTTP-7 the page in the HTML is the page that was read, and the live stream goes on from its head', async () => {
  const [, json] = /<parley-room[^>]* snapshot="([^"]*)"/.exec(await render()) ?? [];
  expect(JSON.parse(unescaped(json ?? ''))).toEqual(page);
});

it('TEXT-4 markup in title, article, name and body is text; addresses that are not of the web are none', async () => {
  const html = await render();
  expect(html).not.toContain('<script>');
  expect(html).not.toContain('href="javascript:');
});

it('UI-8 the comment that an address names is marked for the component; readers without scripts get a link to it, or word that it is not here', async () => {
  const html = await render(id);
  expect(html).toContain(` comment="${id}"`);
  expect(html).toContain(`href="#comment-${id}"`);
  expect(html).toContain(`id="comment-${id}"`);
  expect(await render('0190a5f0-0000-7000-8000-00000000000f' as CommentId)).toContain('the linked comment is not here');
  expect(await render()).not.toContain('the linked comment');
});
