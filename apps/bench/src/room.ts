/** The room that is measured, and how clients come into it. */
import { type Hello, PROTOCOL_CURRENT, type RoomSlug } from '@parley/protocol';

/** No demo room: what is in it is what the row put there. */
export const ROOM = 'measured';
/** The site that the measured servers call their own; whoever comes from there may make the room by a first comment. */
export const PUBLIC_URL = 'http://bench.example';

/** About the length that people write during a live event. */
export const BODY = 'A comment of about the length that people write during a live event, one or two plain sentences long.';
/** Size of a frame with one such comment, as Parley sends it: the peers' messages are as long. */
export const COMMENT_BYTES = 650;

/** The hello of a viewer, or of a writer who has a token. */
export function helloTo(room: string, token?: string): Hello {
  return {
    protocol: PROTOCOL_CURRENT,
    room: room as RoomSlug,
    order: 'newest',
    ...(token && { token, title: 'Measured' }),
  };
}

/** A guest's token, as a page asks for it before its first write. */
export async function newToken(url: string): Promise<string> {
  const answer = await fetch(`${url}/api/guests`, { method: 'POST' });
  if (!answer.ok) throw new Error(`no guest token: ${answer.status} ${await answer.text()}`);
  return ((await answer.json()) as { token: string }).token;
}
