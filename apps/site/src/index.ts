/** The front page: keeps its counts fresh while somebody looks at it. */
import { roomList } from '@parley/protocol';
import { showRooms } from './front/show-rooms.ts';
import { whileVisible } from './front/while-visible.ts';
import { showStoryTimes } from './story-times.ts';

/** Often enough to see a discussion grow, rare enough to be nothing for the server. In ms. */
const REFRESH_MS = 10_000;

async function refresh(): Promise<void> {
  const response = await fetch('/api/rooms', { headers: { accept: 'application/json' } });
  if (!response.ok) return;
  const list = roomList.safeParse(await response.json());
  if (list.success) showRooms(document, list.data.rooms, Date.now());
}

showStoryTimes(document, Date.now());
// A refresh that fails leaves the page as it is; the next one comes by itself.
whileVisible(document, REFRESH_MS, () => refresh().catch(() => undefined));
