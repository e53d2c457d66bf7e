/** Reads a whole store in one snapshot and says what in it cannot be. Changes nothing. */
import type { Kysely } from 'kysely';
import { refuseOther, VERSION_KEY } from '../migrate.ts';
import type { Tables } from '../tables.ts';
import type { Check, StoreFault } from './check.ts';
import { COMMENT_CHECKS } from './comment-checks.ts';
import { HISTORY_CHECKS } from './history-checks.ts';
import { ROOM_CHECKS } from './room-checks.ts';
import { VOTE_CHECKS } from './vote-checks.ts';

/** Faults told of one check: enough to see what they have in common. */
const SHOWN = 10;

/** Both kinds of store. */
const CHECKS: readonly Check[] = [...ROOM_CHECKS, ...COMMENT_CHECKS, ...VOTE_CHECKS, ...HISTORY_CHECKS];

export interface CheckResult {
  readonly name: string;
  readonly rule: string;
  /** The first ones. */
  readonly faults: readonly StoreFault[];
  /** Whether there are more than these. */
  readonly hasMore: boolean;
}

export interface Verification {
  /** Rows that were looked at, by table. */
  readonly counts: Readonly<Record<'rooms' | 'comments' | 'votes' | 'outcomes', number>>;
  readonly checks: readonly CheckResult[];
}

async function refuseOtherSchema(db: Kysely<Tables>): Promise<void> {
  const { value } = await db.selectFrom('meta').select('value').where('key', '=', VERSION_KEY).executeTakeFirstOrThrow();
  refuseOther(Number(value));
}

async function countOf(db: Kysely<Tables>, table: 'rooms' | 'contents' | 'votes' | 'outcomes'): Promise<number> {
  const { count } = await db
    .selectFrom(table)
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return count;
}

/** `db` is one snapshot; `own` are the checks of its kind alone. Rejects with a StoreError when the schema is not this program's. */
export async function verifyIn(db: Kysely<Tables>, own: readonly Check[]): Promise<Verification> {
  await refuseOtherSchema(db);
  const counts = {
    rooms: await countOf(db, 'rooms'),
    comments: await countOf(db, 'contents'),
    votes: await countOf(db, 'votes'),
    outcomes: await countOf(db, 'outcomes'),
  };
  const checks: CheckResult[] = [];
  for (const { name, rule, find } of [...CHECKS, ...own]) {
    const faults = await find(db, SHOWN + 1);
    checks.push({ name, rule, faults: faults.slice(0, SHOWN), hasMore: faults.length > SHOWN });
  }
  return { counts, checks };
}
