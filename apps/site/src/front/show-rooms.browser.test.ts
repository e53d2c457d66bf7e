import type { RoomListing, RoomSlug } from '@parley/protocol';
import { html, render } from 'lit';
import { expect, it } from 'vitest';
import { showRooms } from './show-rooms.ts';

const NOW = Date.parse('2026-11-22T09:00:00Z');

const room = (over: Partial<RoomListing> = {}): RoomListing => ({
  slug: 'bay' as RoomSlug,
  title: 'A bridge',
  comments: 1,
  watching: 0,
  lastCommentAt: NOW - 120_000,
  status: 'open',
  teaser: '',
  ...over,
});

function front(): HTMLElement {
  const page = document.createElement('main');
  render(
    html`<div data-room="bay"><a data-comments>no comments yet</a><i data-watching></i><i data-status></i><i data-last></i></div>
      <p data-news hidden>The list has changed</p>`,
    page,
  );
  return page;
}
const says = (page: HTMLElement, name: string) => page.querySelector(`[data-${name}]`)?.textContent;
const newsHidden = (page: HTMLElement) => page.querySelector<HTMLElement>('[data-news]')?.hidden;

it('HTTP-2 fresh counts take the place of the old ones', () => {
  const page = front();
  showRooms(page, [room({ comments: 1204, watching: 3, status: 'locked' })], NOW);
  expect(['comments', 'watching', 'status', 'last'].map((name) => says(page, name))).toEqual([
    '1,204 comments',
    '3 watching',
    'closed',
    'latest 2 minutes ago',
  ]);
  expect(newsHidden(page)).toBe(true);
  showRooms(page, [room({ watching: 0 })], NOW);
  expect(says(page, 'watching')).toBe('');
  expect(says(page, 'status')).toBe('');
});

it('SAFE-4 rooms that came or went move no story: a line says so', () => {
  const page = front();
  showRooms(page, [room(), room({ slug: 'new' as RoomSlug })], NOW);
  expect(newsHidden(page)).toBe(false);
  showRooms(page, [room()], NOW);
  expect(newsHidden(page)).toBe(true);
  showRooms(page, [], NOW);
  expect(newsHidden(page)).toBe(false);
  expect(says(page, 'comments')).toBe('1 comment');
});
