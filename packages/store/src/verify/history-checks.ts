/** What makes retries and resumes exact: first outcomes, epochs and where they began, names from files, the store's own. */
import { sql } from 'kysely';
import { byQuery, type Check, type StoreFault } from './check.ts';

/** Rows read at a time where SQL cannot decide. */
const PAGE = 1_000;

interface OutcomeRow {
  readonly id: number;
  readonly slug: string;
  readonly head: number;
  readonly command: string;
  readonly outcome: string;
}

/** Why the answer that a retry would get cannot be one, or undefined. */
function faultOf({ outcome, head }: OutcomeRow, epochs: ReadonlySet<string>): string | undefined {
  let kept: { ok?: unknown; done?: { epoch?: unknown; rev?: unknown }; refusal?: { code?: unknown } };
  try {
    kept = JSON.parse(outcome);
  } catch {
    return 'its outcome cannot be read';
  }
  if (kept.ok === false && typeof kept.refusal?.code === 'string') return undefined;
  const { epoch, rev } = kept.done ?? {};
  if (kept.ok !== true || typeof epoch !== 'string' || typeof rev !== 'number') return 'its outcome is no outcome';
  if (!epochs.has(epoch)) return 'was done in an epoch that never was';
  return rev > head ? `was done at ${rev}, which is above the head ${head}` : undefined;
}

const outcomes: Check = {
  name: 'outcomes',
  rule: 'each outcome kept for retries can be read, and what it acknowledges is not above the head of its room',
  async find(db, max) {
    const known = await db.selectFrom('epochs').select('epoch').execute();
    const epochs = new Set(known.map(({ epoch }) => epoch));
    const faults: StoreFault[] = [];
    let after = 0;
    for (;;) {
      const { rows } = await sql<OutcomeRow>`
        select o.id, r.slug, r.head, o.command, o.outcome from outcomes as o join rooms as r on r.id = o.room
        where o.id > ${after} order by o.id limit ${PAGE}`.execute(db);
      for (const row of rows) {
        const fault = faultOf(row, epochs);
        if (fault) faults.push({ room: row.slug, row: row.command, fault });
      }
      const last = rows.at(-1);
      if (!last || faults.length >= max) return faults.slice(0, max);
      after = last.id;
    }
  },
};

const epochs = byQuery(
  'epochs',
  'each epoch of a room began in a known opening, at a head that only grew',
  `select r.slug as room, '' || s.opening as row, 'began in an opening that never was' as fault
     from starts as s join rooms as r on r.id = s.room left join epochs as e on e.opening = s.opening where e.opening is null
   union all
   select r.slug, '' || s.opening, 'began at ' || s.head || ', which is above the head ' || r.head
     from starts as s join rooms as r on r.id = s.room where s.head > r.head
   union all
   select r.slug, '' || s.opening, 'began at ' || s.head || ', below the one before it'
     from starts as s join rooms as r on r.id = s.room
     where exists (select 1 from starts as b where b.room = s.room and b.opening < s.opening and b.head > s.head)`,
);

const names = byQuery(
  'names',
  'each name kept from a file is that of a comment, an author or a voter who is there',
  `select r.slug as room, x.id as row, 'is known as ' || x.external || ' and is no ' || x.kind as fault
     from externals as x join rooms as r on r.id = x.room
     where not case x.kind
       when 'comment' then exists (select 1 from contents as c where c.room = x.room and c.id = x.id)
       when 'author' then exists (select 1 from contents as c where c.room = x.room and c.author_tag = x.id)
       when 'voter' then exists (select 1 from votes as v where v.room = x.room and v.person = x.id)
       else 1 = 0 end`,
);

const secrets = byQuery(
  'secrets',
  'the store has its key for author tags',
  `select '' as room, 'tag_key' as row, 'is missing: all authors would become others' as fault
     where not exists (select 1 from meta where key = 'tag_key' and length(value) >= 43)`,
);

export const HISTORY_CHECKS: readonly Check[] = [outcomes, epochs, names, secrets];
