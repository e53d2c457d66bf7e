/** Votes: each counted once, and ranked as the model ranks them. */
import { bestOf } from '@parley/model';
import { sql } from 'kysely';
import { byQuery, type Check, type StoreFault } from './check.ts';

/** Rows read at a time where SQL cannot decide. */
const PAGE = 1_000;

const votes = byQuery(
  'votes',
  'each tally is the sum of the votes there are, and moved with the latest of them',
  `select r.slug as room, t.id as row,
       'says +' || t.up || ' −' || t.down || ', has +' || coalesce(v.up, 0) || ' −' || coalesce(v.down, 0) as fault
     from tallies as t join rooms as r on r.id = t.room
     left join (
       select room, comment, count(case when value = 1 then 1 end) as up, count(case when value = -1 then 1 end) as down
       from votes group by room, comment
     ) as v on v.room = t.room and v.comment = t.id
     where t.up <> coalesce(v.up, 0) or t.down <> coalesce(v.down, 0)
   union all
   select r.slug, v.comment, 'its tally was left behind by a vote'
     from votes as v join rooms as r on r.id = v.room join tallies as t on t.room = v.room and t.id = v.comment
     where t.tally_rev < v.rev
   union all
   select r.slug, v.comment, 'has a vote of ' || v.value from votes as v join rooms as r on r.id = v.room where v.value not in (-1, 0, 1)
   union all
   select r.slug, v.comment, 'has a vote and does not exist'
     from votes as v join rooms as r on r.id = v.room
     left join contents as c on c.room = v.room and c.id = v.comment where c.id is null`,
);

interface RankRow {
  readonly room: number;
  readonly id: string;
  readonly slug: string;
  readonly up: number;
  readonly down: number;
  readonly best: number;
}

const ranks: Check = {
  name: 'ranks',
  rule: 'each tally has the rank that its votes give it',
  async find(db, max) {
    const faults: StoreFault[] = [];
    let after: Pick<RankRow, 'room' | 'id'> = { room: 0, id: '' };
    for (;;) {
      const { rows } = await sql<RankRow>`
        select t.room, t.id, r.slug, t.up, t.down, t.best from tallies as t join rooms as r on r.id = t.room
        where (t.room, t.id) > (${after.room}, ${after.id}) order by t.room, t.id limit ${PAGE}`.execute(db);
      for (const { slug, id, up, down, best } of rows) {
        const right = bestOf(up, down);
        if (best !== right) faults.push({ room: slug, row: id, fault: `has the rank ${best}, and its votes give it ${right}` });
      }
      const last = rows.at(-1);
      if (!last || faults.length >= max) return faults.slice(0, max);
      after = last;
    }
  },
};

export const VOTE_CHECKS: readonly Check[] = [votes, ranks];
