/** I2: what stands was asked for by somebody, word for word. */
import { type Check, type Facts, short } from './facts.ts';

export const nothingIsMadeUp: Check = function* (facts) {
  const { of, database, instances, views } = facts;
  const written = writtenTexts(facts);
  const deleted = new Set([...of('delete-comment').map(({ command }) => command.comment)]);
  for (const { from, content } of [database, ...instances, ...views.map((view) => ({ from: view.who, content: view.content }))]) {
    for (const { id, body, status } of content) {
      const texts = written.get(id);
      if (!texts) yield `${from}: nobody wrote ${id}: ${short(body)}`;
      else if (status === 'visible' && !texts.has(body)) yield `${from}: nobody wrote this as ${id}: ${short(body)}`;
      else if (status !== 'visible' && !deleted.has(id)) yield `${from}: ${id} is ${status}, and nobody asked for it`;
    }
  }
};

/** Every text that anybody sent for a comment, refused ones left out. */
function writtenTexts({ of, isUnknown, sure }: Facts): ReadonlyMap<string, ReadonlySet<string>> {
  const texts = new Map<string, Set<string>>();
  for (const attempt of [...of('post-comment'), ...of('edit-comment')]) {
    if (!sure(attempt) && !isUnknown(attempt)) continue;
    const { comment, body } = attempt.command;
    texts.set(comment, (texts.get(comment) ?? new Set()).add(body));
  }
  return texts;
}
