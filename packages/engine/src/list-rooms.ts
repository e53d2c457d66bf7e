/** The index of rooms with who watches them. */
import type { RoomRecord } from '@parley/model';
import type { RoomListing } from '@parley/protocol';
import type { EngineContext } from './context.ts';

/** Code points of the article shown in the index. */
const TEASER_CODE_POINTS = 360;

function teaserOf({ article }: RoomRecord): string {
  const [first = ''] = article.paragraphs;
  const points = Array.from(first.slice(0, TEASER_CODE_POINTS * 2 + 1));
  if (points.length <= TEASER_CODE_POINTS) return first;
  const cut = points.slice(0, TEASER_CODE_POINTS).join('');
  // Between words, where there are any: half a word at the end looks like a mistake.
  const end = cut.search(/\s+\S*$/);
  return `${end > cut.length / 2 ? cut.slice(0, end) : cut}…`;
}

/** Listed rooms, latest discussion first. Rejects when the store does. */
export async function listRooms({ store, presence }: EngineContext): Promise<readonly RoomListing[]> {
  const rooms = await store.listRooms({ listedOnly: true });
  return Promise.all(
    rooms.map(async (room) => ({
      slug: room.slug,
      title: room.title,
      comments: room.comments,
      watching: await presence.count(room.slug).catch(() => 0),
      lastCommentAt: room.lastCreatedAt === 0 ? null : room.lastCreatedAt,
      status: room.status,
      teaser: teaserOf(room),
    })),
  );
}
