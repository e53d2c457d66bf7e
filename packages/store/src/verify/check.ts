/** The shape of one check of a store's record. */
import { type Kysely, sql } from 'kysely';
import type { Tables } from '../tables.ts';

/** Something that should not be so: in which room (its slug; empty for the whole store), at which row, and what. */
export interface StoreFault {
  readonly room: string;
  readonly row: string;
  readonly fault: string;
}

export interface Check {
  /** One word, for the report. */
  readonly name: string;
  /** What is true of a whole store, as a sentence without its full stop. */
  readonly rule: string;
  /** The first faults there are, at most `max`. Reads only, and holds no more rows than a page of them at a time. */
  find(db: Kysely<Tables>, max: number): Promise<readonly StoreFault[]>;
}

/** A check that one query answers: it selects `room`, `row` and `fault`, in words that both databases know. */
export const byQuery = (name: string, rule: string, query: string): Check => ({
  name,
  rule,
  async find(db, max) {
    return (await sql<StoreFault>`select room, row, fault from (${sql.raw(query)}) as found limit ${max}`.execute(db)).rows;
  },
});
