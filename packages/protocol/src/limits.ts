/** Every bound a person or a client can meet, each with its unit and reason. Schemas, server and composer read the same figures. */

/** Code points of a comment: long enough for an essay, short enough that a page of 100 stays below 5 MB. */
export const BODY_MAX_CODE_POINTS = 10_000;
/** UTF-8 bytes of a comment: four bytes a code point at the most. */
export const BODY_MAX_BYTES = 40_000;
/** Code points of a shown name. */
export const NAME_MAX_CODE_POINTS = 60;
/** Characters of a signed token: ours take about 250. */
export const TOKEN_MAX_CHARS = 2_000;
/** Code points of a room's title. */
export const TITLE_MAX_CODE_POINTS = 300;
/** Bytes of one message from a client; the largest legal comment, escaped, fits. Above it the transport closes the socket. */
export const MESSAGE_MAX_BYTES = 65_536;
/** Comments a page request may ask for at its own level. */
export const PAGE_MAX_ROWS = 100;
/** Comments of a page when the asker names no number. */
export const PAGE_ROWS = 20;
/** Replies shown below each comment of a page before "Show N replies". */
export const FIRST_REPLIES = 3;
/** Rows of one page with all its first replies; deeper levels stop here. */
export const PAGE_TOTAL_ROWS = 200;
/** Comments that may be asked for by id at once. */
export const READ_COMMENTS_MAX = 100;
/** Deepest nesting; a reply to a comment this deep is refused. Indentation stops long before. */
export const DEPTH_MAX = 100;
/** Commands of one socket that may await their answer; the next is refused with `too-many-in-flight`. */
export const IN_FLIGHT_MAX = 32;
/** Rows above which a catch-up becomes a new snapshot: sending more would cost more than the windows themselves. */
export const CATCH_UP_MAX_ROWS = 500;
/** Encoded characters above which a catch-up becomes a new snapshot. */
export const CATCH_UP_MAX_CHARS = 262_144;
/** How long the first outcome of a command is kept to answer its retries, in ms: 48 h, twice the age at which a client stops retrying by itself. */
export const OUTCOME_KEPT_MS = 48 * 3_600_000;
/** Least time between two counts of watching people, in ms. */
export const PRESENCE_EVERY_MS = 3_000;
/** Time in which a deletion can be taken back in the page, in ms. The command is sent only after it. */
export const UNDO_MS = 6_000;
/** Age above which a waiting text is not sent without asking, and a waiting vote is dropped, in ms. */
export const STALE_PENDING_MS = 24 * 3_600_000;

/** A bucket that holds `burst` permits and gains one each `everyMs`. */
export interface Rate {
  readonly burst: number;
  readonly everyMs: number;
}

/** Defaults; ops may raise or lower each by the environment. */
export const RATES = {
  /** Comments and edits of one person. */
  writes: { burst: 30, everyMs: 5_000 },
  /** Votes of one person. */
  votes: { burst: 60, everyMs: 500 },
  /** Page and revision reads of one socket. */
  reads: { burst: 60, everyMs: 100 },
  /** Pages and snapshots over HTTP from one address: many readers behind one address, and still no scraper that keeps a core busy. */
  pages: { burst: 300, everyMs: 20 },
  /** New guests from one address (IPv6: one /64). */
  guests: { burst: 20, everyMs: 180_000 },
  /** Comments and edits from one address: an office behind one address may discuss, a script may not. */
  addressWrites: { burst: 120, everyMs: 1_000 },
  /** Guest votes on one comment from one address. */
  commentVotes: { burst: 10, everyMs: 3_600_000 },
  /** Comments in one room, all people together. */
  roomWrites: { burst: 1_000, everyMs: 2 },
} as const satisfies Record<string, Rate>;

export type RateName = keyof typeof RATES;
