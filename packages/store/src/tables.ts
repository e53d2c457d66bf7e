/**
 * The tables as the queries see them. Times are ms, revisions count from 1, flags are 0 and 1 (SQLite binds no booleans), and a
 * top-level comment's parent is the empty text, so that one query shape serves every list.
 */
import type { Generated } from 'kysely';

export interface RoomsTable {
  id: Generated<number>;
  slug: string;
  title: string;
  status: string;
  listed: number;
  /** JSON of the article. */
  article: string;
  head: number;
  last_created_at: number;
  comments: number;
  top_level: number;
}

/** What a person wrote. Indexed by revision for catch-up and by (parent, created_at, born) for newest and oldest. */
export interface ContentsTable {
  room: number;
  id: string;
  parent: string;
  root: string;
  depth: number;
  born: number;
  author_tag: string | null;
  author_name: string | null;
  person: string | null;
  body: string;
  created_at: number;
  edited_at: number | null;
  edit_count: number;
  status: string;
  content_rev: number;
}

/**
 * What others did to it: narrow, so that a vote rewrites no text. Parent, created_at and born never change and stand here again
 * because `best` is ordered by an index of this table alone.
 */
export interface TalliesTable {
  room: number;
  id: string;
  parent: string;
  created_at: number;
  born: number;
  best: number;
  up: number;
  down: number;
  reply_count: number;
  tally_rev: number;
}

export interface VotesTable {
  room: number;
  person: string;
  comment: string;
  value: number;
  rev: number;
}

export interface RevisionsTable {
  room: number;
  comment: string;
  number: number;
  body: string | null;
  written_at: number | null;
  replaced_at: number;
  replies: number;
}

export interface OutcomesTable {
  /** Order of writing; the oldest are dropped first. */
  id: Generated<number>;
  room: number;
  person: string;
  command: string;
  at: number;
  /** JSON. */
  outcome: string;
}

/** Who may not write. */
export interface BansTable {
  /** 0: in every room. Rooms count from 1, so that a ban of one room alone can be told apart one day. */
  room: number;
  person: string;
}

/** Every writing opening of this store, in order. */
export interface EpochsTable {
  opening: Generated<number>;
  epoch: string;
}

/** The head of a room when an opening first changed it. */
export interface StartsTable {
  room: number;
  opening: number;
  head: number;
}

/** Names from imported files, for the export. `kind` is comment, voter or author; `id` is ours. */
export interface ExternalsTable {
  room: number;
  kind: string;
  id: string;
  external: string;
}

export interface MetaTable {
  key: string;
  value: string;
}

export interface Tables {
  rooms: RoomsTable;
  contents: ContentsTable;
  tallies: TalliesTable;
  votes: VotesTable;
  revisions: RevisionsTable;
  outcomes: OutcomesTable;
  bans: BansTable;
  epochs: EpochsTable;
  starts: StartsTable;
  externals: ExternalsTable;
  meta: MetaTable;
}
