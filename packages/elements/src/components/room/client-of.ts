import { browserRoomClient, type Pace, type RoomClient } from '@parley/client';
import type { CommentId } from '@parley/protocol';
import { commentId, ORDERS, type Order, type Page, page, TITLE_MAX_CODE_POINTS, titleFault } from '@parley/protocol';

/** The attributes of a room, as they stand in the page. */
export interface RoomAttributes {
  readonly room: string;
  readonly server: string;
  readonly order: string;
  readonly pace: string;
  readonly snapshot: string;
  readonly comment: string;
}

/**
 * Makes the client that the attributes describe; `title` is for a room that its first comment will make. What cannot be read is left
 * out: the client then asks the server.
 */
export function clientOf(attributes: RoomAttributes, title: string): RoomClient {
  const order = ORDERS.find((each: Order) => each === attributes.order);
  const pace = (['follow', 'buffered', 'paused'] as const).find((each: Pace) => each === attributes.pace);
  const snapshot = snapshotOf(attributes.snapshot);
  const comment = soughtComment(attributes.comment);
  return browserRoomClient({
    server: serverOf(attributes.server),
    room: attributes.room,
    ...(order && { order }),
    ...(pace && { pace }),
    ...titleOf(title),
    ...(snapshot && { snapshot }),
    ...(comment && { comment }),
  });
}

/** A title that no server takes must not keep anybody from the discussion: a long one is cut, any other left out. */
export function titleOf(given: string): { readonly title?: string } {
  const title = [...given.trim()].slice(0, TITLE_MAX_CODE_POINTS).join('').trim();
  return titleFault(title) ? {} : { title };
}

/** Without a server named, the one this code came from; where it is bundled into a file, the page's own. */
function serverOf(server: string): string {
  for (const address of [server, import.meta.url, location.href]) {
    const url = address && URL.canParse(address) ? new URL(address) : undefined;
    if (url?.protocol === 'http:' || url?.protocol === 'https:') return url.origin;
  }
  return location.origin;
}

function snapshotOf(json: string): Page | undefined {
  if (json === '') return undefined;
  try {
    const parsed = page.safeParse(JSON.parse(json));
    return parsed.success ? parsed.data : undefined;
  } catch {
    // Not JSON: the page was cut or rewritten on its way. The client reads the room anew.
    return undefined;
  }
}

/** The comment a link names: by the room's attribute, else by `?comment=` of the page's address. */
export function soughtComment(attribute: string): CommentId | undefined {
  const named = attribute || new URLSearchParams(location.search).get('comment');
  const parsed = commentId.safeParse(named);
  return parsed.success ? parsed.data : undefined;
}
