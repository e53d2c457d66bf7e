import { stateOfPage } from '@parley/model';
import { html as litHtml, render } from 'lit';
import { expect, it, onTestFinished } from 'vitest';
import { page } from 'vitest/browser';
import { FakeRoom, idOf } from '../../../test/fake-room.ts';
import { mount } from '../../../test/mount.ts';
import { pageOf } from '../../../test/page-of.ts';
import { threadTemplates } from '../../ssr.ts';
import { threadCss } from '../../styles/thread-css.ts';

const links = {
  more: (after: string) => `?after=${after}`,
  comment: (id: string) => `?comment=${id}`,
  order: (o: string) => `?order=${o}`,
};
const rows = Array.from({ length: 30 }, (_, n) => ({
  n: n + 1,
  ...(n % 3 === 2 ? { below: n } : {}),
  name: n % 2 ? 'Ada' : null,
  up: n,
  body: n % 4 ? 'Plain text over a few words.' : 'Some *marked* text\n\n- with\n- a list\n\n> and a quote',
}));

/** The server's page in the document, with its sheet. */
function light(): HTMLElement {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(threadCss());
  document.adoptedStyleSheets.push(sheet);
  onTestFinished(() => {
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((each) => each !== sheet);
    scrollTo(0, 0);
  });
  const room = document.createElement('div');
  const first = pageOf(rows);
  render(threadTemplates(litHtml)({ page: first, summary: first.summary, order: 'newest', me: null, links, now: 0 }), room);
  return room;
}

/** A client that holds the same page. */
function clientOf(): FakeRoom {
  const { content, tallies } = stateOfPage(pageOf(rows));
  const newestFirst = [...content.values()].reverse();
  const list = newestFirst.map(({ id, parent, author, body, createdAt }) => {
    return { id, parent, name: author.name, body, createdAt, up: tallies.get(id)?.up ?? 0 };
  });
  return new FakeRoom(list, { loaded: false });
}

it.each([1280, 390])('UI-11 the live thread takes the place of the HTML at %i px, and nothing read moves', async (width) => {
  await page.viewport(width, 800);
  onTestFinished(() => page.viewport(1000, 700));
  const html = light();
  const client = clientOf();
  const room = mount('parley-room', { client });
  room.append(...html.childNodes);
  await room.updateComplete;
  const before = room.querySelector<HTMLElement>(`[data-comment="${idOf(15)}"]`)!;
  before.scrollIntoView({ block: 'start' });
  scrollBy(0, -40);
  const places = [...room.querySelectorAll<HTMLElement>('[data-comment]')].map((each) => {
    return [each.dataset.comment, Math.round(each.getBoundingClientRect().top)] as const;
  });
  const inSight = places.find(([, top]) => top > 0)!;

  const ready = new Promise((resolve) => room.addEventListener('parley-ready', resolve, { once: true }));
  client.set({ loaded: true });
  await ready;
  const live = new Map<string, number>(
    room.sight.all().map(({ id, element }) => [id, Math.round(element.getBoundingClientRect().top)]),
  );
  expect(live.get(inSight[0]!)).toBe(inSight[1]);
  expect(places.map(([id, top]) => live.get(id!)! - top).filter((shift) => shift !== 0)).toEqual([]);
  expect(room.childElementCount).toBe(0);
});

it('UI-2 who reads the HTML by keyboard is at the same comment when the live thread takes its place', async () => {
  const html = light();
  const client = clientOf();
  const room = mount('parley-room', { client });
  room.append(...html.childNodes);
  await room.updateComplete;
  room.querySelector<HTMLElement>(`[data-comment="${idOf(6)}"] .parley-time`)!.focus();
  const ready = new Promise((resolve) => room.addEventListener('parley-ready', resolve, { once: true }));
  client.set({ loaded: true });
  await ready;
  expect(room.sight.find(idOf(6))?.matches(':focus')).toBe(true);
});

it('UI-1 the title for a new room is read off the element, so that nothing shows it on hovering', () => {
  const room = mount('parley-room', { client: clientOf(), title: 'A new room' });
  expect(room.hasAttribute('title')).toBe(false);
});
