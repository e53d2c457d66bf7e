/** What each check alone must find, as an SQL statement on a store that `fill` filled. Both databases understand it. */
import type { Filled } from './full-store.ts';

export const DOCTORED: Readonly<Record<string, (of: Filled) => string>> = {
  rooms: () => 'insert into starts (room, opening, head) values (999, 1, 0)',
  heads: ({ plain }) => `update contents set content_rev = 1000000 where id = '${plain}'`,
  counts: () => 'update rooms set comments = comments + 1',
  parts: ({ plain }) => `delete from tallies where id = '${plain}'`,
  births: ({ plain, busy }) => {
    const born = `(select born from contents where id = '${busy}')`;
    return `update tallies set born = ${born} where id = '${plain}'; update contents set born = ${born} where id = '${plain}'`;
  },
  tree: ({ reply }) => `update contents set depth = 7 where id = '${reply}'`,
  replies: ({ busy }) => `update tallies set reply_count = reply_count + 1 where id = '${busy}'`,
  gone: ({ gone }) => `update contents set body = 'back again' where id = '${gone}'`,
  edits: ({ busy }) => `delete from revisions where comment = '${busy}' and number = 0`,
  votes: ({ busy }) => `delete from votes where comment = '${busy}' and value = 1`,
  ranks: ({ busy }) => `update tallies set best = best + 1 where id = '${busy}'`,
  outcomes: () =>
    `update outcomes set outcome = '{"ok":true,"done":{"epoch":"never","rev":1}}' where id = (select min(id) from outcomes)`,
  epochs: () => 'update starts set head = 500',
  names: () => "insert into externals (room, kind, id, external) select id, 'comment', 'nowhere', 'e-9' from rooms",
  secrets: () => "delete from meta where key = 'tag_key'",
};
