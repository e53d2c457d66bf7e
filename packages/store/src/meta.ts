/** What is made with a store and stays the same for its whole life. */
import { randomBytes } from 'node:crypto';
import type { Queries } from './queries.ts';

/** Random text of so many bytes, in base64url. */
export const secret = (bytes: number) => randomBytes(bytes).toString('base64url');

/** The value under a key, which becomes `value` when there is none. Whoever comes first decides it for all. */
async function keptUnder({ db }: Queries, key: string, value: string): Promise<string> {
  await db
    .insertInto('meta')
    .values({ key, value })
    .onConflict((conflict) => conflict.column('key').doNothing())
    .execute();
  return (await db.selectFrom('meta').select('value').where('key', '=', key).executeTakeFirstOrThrow()).value;
}

/** Under which the secret for author tags stands. */
export const TAG_KEY = 'tag_key';

/** The store's secret for author tags: 32 bytes. */
export const findTagKey = (queries: Queries) => keptUnder(queries, TAG_KEY, secret(32));

/** Under which the name of a shared database's history stands. */
export const LINEAGE_KEY = 'lineage';

/** What names this database among all; renewed when another history goes on in it. */
export const findLineage = (queries: Queries) => keptUnder(queries, LINEAGE_KEY, secret(12));
