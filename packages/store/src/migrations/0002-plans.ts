/** What planners need to answer every question from the index that was made for it. */
import type { Kysely } from 'kysely';
import type { SchemaWords } from './index.ts';

/** Columns of rooms and persons: some have ten thousand times the rows of others, and new ones are in no statistics. */
const UNEVEN = {
  contents: ['room', 'person'],
  tallies: ['room'],
  votes: ['room', 'person'],
  outcomes: ['room', 'person'],
  revisions: ['room'],
  starts: ['room'],
  externals: ['room'],
} as const;

export async function plans(db: Kysely<unknown>, words: SchemaWords): Promise<void> {
  // The list of rooms reads all of them in any case, and without an index on what every comment changes, a commit's two updates
  // of its room leave Postgres' other indexes as they are.
  await db.schema.dropIndex('rooms_latest').execute();
  for (const [table, columns] of Object.entries(UNEVEN)) {
    for (const column of columns) await words.unmeasured?.(db, table, column);
  }
}
