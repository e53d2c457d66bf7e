/**
 * I6: once a text is deleted, nobody is told it any more. In the last generation that goes for all that stands as deleted, in each
 * also for what was acknowledged as deleted in it, whether a restored copy has the deletion or lost it later.
 */
import { type Check, type Facts, short } from './facts.ts';

export const deletedIsDeleted: Check = function* (facts) {
  const { lines, database, instances, generationOf } = facts;
  const deletions = ackedDeletions(facts);
  const last = deletions.of(generationOf(database.epoch));
  const deletedAt = new Map<string, number>();
  for (const { id, status, body, contentRev } of database.content) {
    if (status === 'visible') continue;
    deletedAt.set(id, contentRev);
    last.set(id, contentRev);
    if (body !== '') yield `the database keeps the text of ${id}, which is ${status}`;
  }
  for (const { comment, count } of database.private?.revisions ?? [])
    if (deletedAt.has(comment) && count > 0) yield `the database keeps earlier texts of ${comment}, which is deleted`;
  for (const { from, content } of instances)
    for (const { id, body } of content) if (deletedAt.has(id) && body !== '') yield `${from} tells the text of ${id}`;
  for (const line of lines) {
    if (line.kind !== 'welcomed' && line.kind !== 'framed' && line.kind !== 'read') continue;
    const known = deletions.of(generationOf(line.epoch));
    const head = line.kind === 'read' ? line.head : line.to;
    for (const { id, body } of line.content) {
      const since = known.get(id);
      if (since !== undefined && since <= head && body !== '')
        yield `${line.who} was told ${short(body)} at ${head}, deleted at ${since}`;
    }
  }
};

/** By generation: when each comment was deleted, as far as somebody was told so. */
function ackedDeletions({ of }: Facts) {
  const generations = new Map<number, Map<string, number>>();
  const inside = (generation: number) => {
    const deletions = generations.get(generation) ?? new Map<string, number>();
    generations.set(generation, deletions);
    return deletions;
  };
  for (const { command, dones } of of('delete-comment'))
    for (const { rev, generation } of dones) {
      const deletions = inside(generation);
      deletions.set(command.comment, Math.min(rev, deletions.get(command.comment) ?? rev));
    }
  return { of: inside };
}
