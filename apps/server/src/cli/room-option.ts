import { type RoomSlug, roomSlug } from '@parley/protocol';
import { StartFault } from '../start-fault.ts';

/** Reads `[--room SLUG]` and nothing else; undefined when the words are something else. */
export function readRoomOption(words: readonly string[]): { readonly slug?: RoomSlug } | undefined {
  if (words.length === 0) return {};
  const [option, slug] = words;
  if (option !== '--room' || slug === undefined || words.length > 2) return undefined;
  const room = roomSlug.safeParse(slug);
  if (!room.success) throw new StartFault(`"${slug}" cannot name a room.`);
  return { slug: room.data };
}
