/** I3: a command is done once, however often it was sent, and says the same each time. */
import { type Check, type Facts, short } from './facts.ts';

export const nothingIsDoubled: Check = function* (facts) {
  const { database, instances, views } = facts;
  for (const { from, content } of [database, ...instances, ...views.map((view) => ({ from: view.who, content: view.content }))]) {
    const ids = new Set<string>();
    const bodies = new Set<string>();
    for (const { id, body } of content) {
      if (ids.has(id)) yield `${from}: ${id} stands twice`;
      if (body !== '' && bodies.has(body)) yield `${from}: the same text stands twice: ${short(body)}`;
      ids.add(id);
      bodies.add(body);
    }
  }
  yield* repeatedAnswers(facts);
  yield* counts(facts);
};

function* repeatedAnswers({ attempts, database }: Facts) {
  for (const { id, command, dones, isRefused } of attempts.values()) {
    for (const [index, done] of dones.entries()) {
      const before = dones[index - 1];
      if (before?.generation === done.generation && before.rev !== done.rev)
        yield `${command.kind} ${id} was acknowledged at ${before.rev} and again at ${done.rev}`;
    }
    if (dones.length > 0 && isRefused) yield `${command.kind} ${id} was acknowledged and refused`;
  }
  const kept = new Set<string>();
  for (const { person, command } of database.private?.outcomes ?? []) {
    if (kept.has(`${person} ${command}`)) yield `command ${command} of ${person} is kept twice`;
    kept.add(`${person} ${command}`);
  }
}

/** What is counted beside the rows agrees with them. */
function* counts({ database: { content, tallies, summary } }: Facts) {
  const replies = new Map<string, number>();
  for (const { parent } of content) if (parent !== null) replies.set(parent, (replies.get(parent) ?? 0) + 1);
  for (const { id, replyCount } of tallies)
    if (replyCount !== (replies.get(id) ?? 0)) yield `${id} counts ${replyCount} replies of ${replies.get(id) ?? 0}`;
  const visible = content.filter(({ status }) => status === 'visible').length;
  if (summary.comments !== visible) yield `the room counts ${summary.comments} comments of ${visible}`;
}
