/** I6: once a text is deleted, nobody is told it any more. */
import { type Check, short } from './facts.ts';

export const deletedIsDeleted: Check = function* ({ lines, database, instances, generationOf }) {
  const generation = generationOf(database.epoch);
  const deletedAt = new Map<string, number>();
  for (const { id, status, body, contentRev } of database.content) {
    if (status === 'visible') continue;
    deletedAt.set(id, contentRev);
    if (body !== '') yield `the database keeps the text of ${id}, which is ${status}`;
  }
  for (const { comment, count } of database.private?.revisions ?? [])
    if (deletedAt.has(comment) && count > 0) yield `the database keeps earlier texts of ${comment}, which is deleted`;
  for (const { from, content } of instances)
    for (const { id, body } of content) if (deletedAt.has(id) && body !== '') yield `${from} tells the text of ${id}`;
  for (const line of lines) {
    if (line.kind !== 'welcomed' && line.kind !== 'framed' && line.kind !== 'read') continue;
    if (generationOf(line.epoch) !== generation) continue;
    const head = line.kind === 'read' ? line.head : line.to;
    for (const { id, body } of line.content) {
      const since = deletedAt.get(id);
      if (since !== undefined && since <= head && body !== '')
        yield `${line.who} was told ${short(body)} at ${head}, deleted at ${since}`;
    }
  }
};
