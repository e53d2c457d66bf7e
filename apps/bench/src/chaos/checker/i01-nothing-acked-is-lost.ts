/** I1: whatever was acknowledged is there, in the database and on every instance. */
import { type Check, short } from './facts.ts';

export const nothingAckedIsLost: Check = function* ({ of, sure, database, instances }) {
  for (const store of [database, ...instances]) {
    const rows = new Map(store.content.map((part) => [part.id, part]));
    for (const attempt of of('post-comment')) {
      const done = sure(attempt);
      if (!done) continue;
      const { comment, body, parent } = attempt.command;
      const row = rows.get(comment);
      if (!row) yield `${store.from}: acknowledged at ${done.rev} and lost: ${short(body)}`;
      else if (row.born !== done.rev) yield `${store.from}: acknowledged at ${done.rev}, born at ${row.born}: ${short(body)}`;
      else if (row.parent !== parent) yield `${store.from}: stands below another comment: ${short(body)}`;
    }
    for (const attempt of of('delete-comment')) {
      const row = rows.get(attempt.command.comment);
      if (sure(attempt) && row?.status === 'visible')
        yield `${store.from}: deletion of ${row.id} was acknowledged and is not done`;
    }
  }
};
