/** Comments: their two parts, their places, and what is left of those that are gone. */
import { byQuery, type Check } from './check.ts';

const COMMENTS = 'contents as c join rooms as r on r.id = c.room';
const LOST = 'left join {other} as o on o.room = c.room and o.id = c.id where o.id is null';

const parts = byQuery(
  'parts',
  'each comment has a content and a tally that agree on its place, and no revision before its first',
  `select r.slug as room, c.id as row, 'has a content and no tally' as fault
     from ${COMMENTS} ${LOST.replace('{other}', 'tallies')}
   union all
   select r.slug, c.id, 'has a tally and no content'
     from tallies as c join rooms as r on r.id = c.room ${LOST.replace('{other}', 'contents')}
   union all
   select r.slug, c.id, 'its content and its tally disagree on its parent, time or first revision'
     from ${COMMENTS} join tallies as t on t.room = c.room and t.id = c.id
     where t.parent <> c.parent or t.created_at <> c.created_at or t.born <> c.born
   union all
   select r.slug, c.id, 'was changed before it was there'
     from ${COMMENTS} join tallies as t on t.room = c.room and t.id = c.id
     where c.content_rev < c.born or t.tally_rev < c.born`,
);

const born = byQuery(
  'births',
  'no two comments of a room were made by one revision',
  `select r.slug as room, min(c.id) as row, 'has its first revision ' || c.born || ' in common with another' as fault
     from ${COMMENTS} group by r.slug, c.born having count(*) > 1`,
);

const tree = byQuery(
  'tree',
  'each reply stands below an earlier comment, one deeper and under the same root',
  `select r.slug as room, c.id as row, 'is no reply and has a root or a depth' as fault
     from ${COMMENTS} where c.parent = '' and (c.root <> c.id or c.depth <> 0)
   union all
   select r.slug, c.id, 'its parent ' || c.parent || ' does not exist'
     from ${COMMENTS} left join contents as p on p.room = c.room and p.id = c.parent where c.parent <> '' and p.id is null
   union all
   select r.slug, c.id, 'its root or depth is not that of a reply to ' || p.id
     from ${COMMENTS} join contents as p on p.room = c.room and p.id = c.parent
     where c.root <> p.root or c.depth <> p.depth + 1
   union all
   select r.slug, c.id, 'is older than ' || p.id || ', to which it replies'
     from ${COMMENTS} join contents as p on p.room = c.room and p.id = c.parent where c.born < p.born`,
);

const replies = byQuery(
  'replies',
  'each tally counts the replies there are, and moved with the latest of them',
  `select r.slug as room, t.id as row, 'says replies ' || t.reply_count || ', has ' || coalesce(c.replies, 0) as fault
     from tallies as t join rooms as r on r.id = t.room
     left join (select room, parent, count(*) as replies from contents group by room, parent) as c
       on c.room = t.room and c.parent = t.id
     where t.reply_count <> coalesce(c.replies, 0)
   union all
   select r.slug, t.id, 'its tally was left behind by the reply ' || c.id
     from ${COMMENTS} join tallies as t on t.room = c.room and t.id = c.parent where t.tally_rev < c.born`,
);

const gone = byQuery(
  'gone',
  'of a deleted or removed comment neither text nor name nor edits are left',
  `select r.slug as room, c.id as row, 'is gone and still has text, name or edits' as fault
     from ${COMMENTS}
     where c.status <> 'visible' and (c.body <> '' or c.author_name is not null or c.edit_count <> 0 or c.edited_at is not null)
   union all
   select r.slug, c.id, 'is gone and still has its earlier text ' || v.number
     from ${COMMENTS} join revisions as v on v.room = c.room and v.comment = c.id where c.status <> 'visible'
   union all
   select r.slug, c.id, 'has the status ' || c.status from ${COMMENTS} where c.status not in ('visible', 'deleted', 'removed')`,
);

const edits = byQuery(
  'edits',
  'each edit left one earlier text, numbered from 0 without a hole',
  `select r.slug as room, c.id as row, 'says edits ' || c.edit_count || ', has earlier texts ' || coalesce(v.texts, 0) as fault
     from ${COMMENTS}
     left join (select room, comment, count(*) as texts, max(number) as last from revisions group by room, comment) as v
       on v.room = c.room and v.comment = c.id
     where c.status = 'visible' and (c.edit_count <> coalesce(v.texts, 0) or c.edit_count <> coalesce(v.last, -1) + 1)
   union all
   select r.slug, c.id, 'has edits without a time, or a time without edits'
     from ${COMMENTS} where c.status = 'visible' and (c.edited_at is null) <> (c.edit_count = 0)
   union all
   select r.slug, v.comment, 'has an earlier text and does not exist'
     from revisions as v join rooms as r on r.id = v.room
     left join contents as c on c.room = v.room and c.id = v.comment where c.id is null`,
);

export const COMMENT_CHECKS: readonly Check[] = [parts, born, tree, replies, gone, edits];
