/** The index of rooms with who watches them. */
import type { RoomRecord } from '@parley/model';
import type { RoomListing } from '@parley/protocol';
import type { EngineContext } from './context.ts';

/** Code points of the article shown in the index. */
const TEASER_CODE_POINTS = 360;
/** How old the shared list may be, ms. */
const FRESH_MS = 1_000;

function teaserOf({ article }: RoomRecord): string {
  const [first = ''] = article.paragraphs;
  const points = Array.from(first.slice(0, TEASER_CODE_POINTS * 2 + 1));
  if (points.length <= TEASER_CODE_POINTS) return first;
  const cut = points.slice(0, TEASER_CODE_POINTS).join('');
  // Between words, where there are any: half a word at the end looks like a mistake.
  const end = cut.search(/\s+\S*$/);
  return `${end > cut.length / 2 ? cut.slice(0, end) : cut}…`;
}

/** The list as all see it who ask within a second. */
export class RoomIndex {
  readonly #context: EngineContext;
  #shared: Promise<readonly RoomListing[]> | undefined;
  /** Steady time until which it is shared; Infinity while it is read. */
  #until = 0;

  constructor(context: EngineContext) {
    this.#context = context;
  }

  /** Listed rooms, latest discussion first, at most 1 s old; one read is under way at a time. Rejects when the store does. */
  read(): Promise<readonly RoomListing[]> {
    const now = this.#context.clock.steady();
    if (this.#shared && now < this.#until) return this.#shared;
    this.#until = Number.POSITIVE_INFINITY;
    const shared = listRooms(this.#context);
    shared.then(
      () => {
        this.#until = now + FRESH_MS;
      },
      () => {
        this.#until = now;
      },
    );
    this.#shared = shared;
    return shared;
  }
}

async function listRooms({ store, presence, metrics }: EngineContext): Promise<readonly RoomListing[]> {
  metrics.count('store-reads');
  const rooms = await store.listRooms({ listedOnly: true });
  // Without its store nobody is counted: a list without numbers is better than none.
  const watching = await presence.counts(rooms.map(({ slug }) => slug)).catch(() => []);
  return rooms.map((room, i) => ({
    slug: room.slug,
    title: room.title,
    comments: room.comments,
    watching: watching[i] ?? 0,
    lastCommentAt: room.lastCreatedAt === 0 ? null : room.lastCreatedAt,
    status: room.status,
    teaser: teaserOf(room),
  }));
}
