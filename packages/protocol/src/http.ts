/** What the HTTP doors answer with. */
import * as z from 'zod/mini';
import { millis, roomSlug } from './ids.ts';
import { page } from './requests/page.ts';
import { roomSummary } from './rows.ts';

const roomListing = z.object({
  slug: roomSlug,
  title: z.string(),
  comments: z.int(),
  watching: z.int(),
  /** Time of the newest comment; null without one. */
  lastCommentAt: z.nullable(millis),
  status: z.enum(['open', 'locked']),
  /** Beginning of the article, plain text; empty without one. */
  teaser: z.string(),
});
export type RoomListing = z.infer<typeof roomListing>;

export const roomList = z.object({ rooms: z.array(roomListing) });
export type RoomList = z.infer<typeof roomList>;

/** `GET /api/rooms/:slug`: one page at one head. */
export const roomSnapshot = z.object({ slug: roomSlug, exists: z.boolean(), summary: roomSummary, page });
export type RoomSnapshot = z.infer<typeof roomSnapshot>;

/** `POST /api/guests`: a signed token for a new person. */
export const guestToken = z.object({ token: z.string() });
export type GuestToken = z.infer<typeof guestToken>;
