/** Finds what the owner names: a comment by its id, somebody by what they wrote. Rare, and rooms are few: each is looked through. */
import type { RoomStore } from '@parley/engine';
import { type CommentId, commentId, type RoomSlug } from '@parley/protocol';

/** A comment and its room. */
export interface Place {
  readonly room: RoomSlug;
  readonly comment: CommentId;
}

async function roomsOf(store: RoomStore, only: RoomSlug | undefined): Promise<readonly RoomSlug[]> {
  return only ? [only] : (await store.listRooms({ listedOnly: false })).map(({ slug }) => slug);
}

/** Every room where a comment of this id stands. Clients make the ids, so that a hostile one can use another's in a second room. */
export async function placesOf(store: RoomStore, comment: CommentId, only: RoomSlug | undefined): Promise<Place[]> {
  const places: Place[] = [];
  for (const room of await roomsOf(store, only)) {
    if ((await store.readComments(room, [comment], null)).content.length > 0) places.push({ room, comment });
  }
  return places;
}

/** A comment of the author who has this tag in one of the rooms: tags are what pages and exports show of a person. */
export async function placeBy(store: RoomStore, tag: string, only: RoomSlug | undefined): Promise<Place | undefined> {
  for (const room of await roomsOf(store, only)) {
    const written = (await store.exportThread(room))?.comments.find(({ author }) => author?.id === tag);
    // People of this server wrote under ids of our form, which an export leaves as they are.
    const id = commentId.safeParse(written?.id);
    if (id.success) return { room, comment: id.data };
  }
  return undefined;
}
