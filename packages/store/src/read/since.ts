/** Everything of a room above a revision: what catch-up and every commit's answer are made of. */
import type { ContentPart, Rev, TallyPart } from '@parley/protocol';
import { type Queries, together } from '../queries.ts';
import { CONTENT_COLUMNS, type ContentRow, contentOf, TALLY_COLUMNS, type TallyRow, tallyOf } from '../rows.ts';

export interface PartsAbove {
  readonly content: ContentPart[];
  readonly tallies: TallyPart[];
}

/** Both kinds of parts in the order of their revisions, at most `max` of each. */
export async function partsAbove(queries: Queries, room: number, above: Rev, max: number): Promise<PartsAbove> {
  const contentRows = queries.rows<ContentRow>(
    'contents above',
    (db) =>
      db
        .selectFrom('contents as c')
        .select(CONTENT_COLUMNS)
        .where('c.room', '=', 0)
        .where('c.content_rev', '>', 0)
        .orderBy('c.content_rev')
        .limit(1),
    [room, above, max],
  );
  const tallyRows = queries.rows<TallyRow>(
    'tallies above',
    (db) =>
      db
        .selectFrom('tallies as t')
        .select(TALLY_COLUMNS)
        .where('t.room', '=', 0)
        .where('t.tally_rev', '>', 0)
        .orderBy('t.tally_rev')
        .limit(1),
    [room, above, max],
  );
  const [content, tallies] = await together(contentRows, tallyRows);
  return { content: content.map(contentOf), tallies: tallies.map(tallyOf) };
}
