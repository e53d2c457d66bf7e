/** What a room says of itself, against what stands in it. */
import { byQuery, type Check } from './check.ts';

/** Every table whose rows belong to a room, with what names a row of it. */
const IN_ROOMS: Readonly<Record<string, string>> = {
  contents: 'id',
  tallies: 'id',
  votes: 'comment',
  revisions: 'comment',
  outcomes: 'command',
  starts: "'' || opening",
  externals: 'id',
};

const homeless = byQuery(
  'rooms',
  'every row belongs to a room',
  Object.entries(IN_ROOMS)
    .map(
      ([table, row]) =>
        `select '' as room, ${row} as row, 'stands in ${table} under room number ' || room || ', which does not exist' as fault
         from ${table} where not exists (select 1 from rooms where rooms.id = ${table}.room)`,
    )
    .join(' union all '),
);

const above = (table: string, row: string, column: string, what: string) =>
  `select r.slug as room, ${row} as row, '${what} ' || ${column} || ' is above the head ' || r.head as fault
   from ${table} as x join rooms as r on r.id = x.room where ${column} > r.head`;

const heads = byQuery(
  'heads',
  'no revision is above the head of its room',
  [
    above('contents', 'x.id', 'x.content_rev', 'its content revision'),
    above('tallies', 'x.id', 'x.tally_rev', 'its tally revision'),
    above('votes', 'x.comment', 'x.rev', 'the revision of a vote'),
  ].join(' union all '),
);

const counted = (column: string, count: string, what: string) =>
  `select r.slug as room, '' as row, 'says ${what} ' || r.${column} || ', has ' || coalesce(c.${column}, 0) as fault
   from rooms as r left join (select room, ${count} as ${column} from contents group by room) as c on c.room = r.id
   where r.${column} <> coalesce(c.${column}, 0)`;

const counts = byQuery(
  'counts',
  'each room counts its comments, its top-level rows and its latest time as they are',
  [
    counted('comments', "count(case when status = 'visible' then 1 end)", 'comments'),
    counted('top_level', "count(case when parent = '' then 1 end)", 'top-level rows'),
    counted('last_created_at', 'max(created_at)', 'latest time'),
  ].join(' union all '),
);

export const ROOM_CHECKS: readonly Check[] = [homeless, heads, counts];
