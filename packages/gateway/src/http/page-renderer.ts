/** Makes the pages that people see. The gateway knows no HTML: who composes the server gives this port. */
import type { RoomRecord } from '@parley/model';
import type { CommentId, Order, Page, PageFrom, Refusal, RoomListing } from '@parley/protocol';

/** All that a room's page shows, read at one head. */
export interface RoomPageInput {
  readonly room: RoomRecord;
  readonly page: Page;
  readonly order: Order;
  /** Where the page begins: the start, after a key ("more" as a link), or around a comment (a permalink). */
  readonly from: PageFrom;
  /** The permalink's comment; absent without one. */
  readonly comment?: CommentId | undefined;
  /** Other listed rooms, latest discussion first. */
  readonly others: readonly RoomListing[];
  /** Where people reach this server, without a slash at the end. */
  readonly publicUrl: string;
  /** Server time for relative times, ms. */
  readonly now: number;
}

export interface IndexPageInput {
  readonly rooms: readonly RoomListing[];
  readonly publicUrl: string;
  readonly now: number;
}

export interface NotFoundPageInput {
  readonly publicUrl: string;
}

/** In the place of a page that cannot be had now. */
export interface NotNowPageInput {
  /** `store-unavailable`, `slow-down` or `internal`; when to ask again, where that is known. */
  readonly refusal: Refusal;
}

/** Each gives a whole document in pieces. What people wrote must come out as text, never as markup. */
export interface PageRenderer {
  renderRoom(input: RoomPageInput): AsyncIterable<string>;
  renderIndex(input: IndexPageInput): AsyncIterable<string>;
  renderNotFound(input: NotFoundPageInput): AsyncIterable<string>;
  /** With a link to try again; it asks nothing of the store. */
  renderNotNow(input: NotNowPageInput): AsyncIterable<string>;
}
