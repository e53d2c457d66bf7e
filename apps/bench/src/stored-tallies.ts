/** What a data folder holds when its server is gone, compared with what was acknowledged. */
import { join } from 'node:path';
import Database from 'better-sqlite3';

type Tally = readonly [comment: string, up: number, down: number];

/** Each comment's tally as it is stored, and as its stored votes add up. */
const STORED = `
  select t.id, t.up, t.down, coalesce(sum(v.value > 0), 0) as ups, coalesce(sum(v.value < 0), 0) as downs
  from tallies t left join votes v on v.room = t.room and v.comment = t.id group by t.room, t.id`;

interface Stored {
  readonly id: string;
  readonly up: number;
  readonly down: number;
  readonly ups: number;
  readonly downs: number;
}

/** How many of these comments have another tally, or other votes, than the acknowledged votes come to; and how many are stored in all. */
export function compareStored(folder: string, wanted: readonly Tally[]): { readonly wrong: number; readonly comments: number } {
  const file = new Database(join(folder, 'parley.db'));
  try {
    const stored = file.prepare<[], Stored>(STORED).all();
    const byId = new Map(stored.map((row) => [row.id, row]));
    const isRight = ([id, up, down]: Tally): boolean => {
      const row = byId.get(id);
      return row !== undefined && row.up === up && row.down === down && row.ups === up && row.downs === down;
    };
    return { wrong: wanted.filter((tally) => !isRight(tally)).length, comments: stored.length };
  } finally {
    file.close();
  }
}
