/** The room page: gives the discussion in it its life. */
import '@parley/elements/define';
import { liveCount } from './room/live-count.ts';
import { showStoryTimes } from './story-times.ts';

showStoryTimes(document, Date.now());

const room = document.querySelector('parley-room');
const count = document.querySelector('.article-head [data-comments]');
room?.addEventListener('parley-ready', () => {
  if (count && room.client) liveCount(count, room.client);
});
