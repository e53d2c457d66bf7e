import type { RoomListing } from '@parley/protocol';
import { showTime } from '../story-times.ts';
import { commentsLabel, watchingLabel } from '../words.ts';

/**
 * Puts fresh counts into the stories that are on the page. Stories do not move while somebody reads them: when rooms came or
 * went, a line says so and leads to the new list.
 */
export function showRooms(page: ParentNode, rooms: readonly RoomListing[], now: number): void {
  const bySlug = new Map<string, RoomListing>(rooms.map((room) => [room.slug, room]));
  let shown = 0;
  let changed = false;
  for (const story of page.querySelectorAll<HTMLElement>('[data-room]')) {
    const room = bySlug.get(story.dataset.room ?? '');
    if (room === undefined) changed = true;
    else {
      shown += 1;
      showStory(story, room, now);
    }
  }
  const news = page.querySelector<HTMLElement>('[data-news]');
  if (news !== null) news.hidden = !changed && shown === rooms.length;
}

function showStory(story: HTMLElement, room: RoomListing, now: number): void {
  say(story, '[data-comments]', commentsLabel(room.comments));
  say(story, '[data-watching]', watchingLabel(room.watching));
  say(story, '[data-status]', room.status === 'locked' ? 'closed' : '');
  const last = story.querySelector('[data-last]');
  if (last === null || room.lastCommentAt === null) return;
  const time = story.ownerDocument.createElement('time');
  time.dateTime = new Date(room.lastCommentAt).toISOString();
  last.replaceChildren('latest ', time);
  showTime(time, now);
}

function say(story: HTMLElement, selector: string, words: string): void {
  const place = story.querySelector(selector);
  if (place !== null && place.textContent !== words) place.textContent = words;
}
