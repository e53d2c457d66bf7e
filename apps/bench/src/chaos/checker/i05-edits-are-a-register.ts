/** I5: the texts of a comment follow each other; none that was acknowledged is overwritten by one that did not know it. */
import type { ContentPart } from '@parley/protocol';
import { type AttemptOf, type Check, type Facts, short } from './facts.ts';

type Edit = AttemptOf<'edit-comment'>;

export const editsAreARegister: Check = function* (facts) {
  const { of, database } = facts;
  const edits = new Map<string, Edit[]>();
  for (const edit of of('edit-comment')) edits.set(edit.command.comment, [...(edits.get(edit.command.comment) ?? []), edit]);
  const posts = new Map(of('post-comment').map(({ command }) => [command.comment as string, command.body]));
  const kept = new Map(database.private?.revisions.map(({ comment, count }) => [comment as string, count]));
  for (const row of database.content) {
    yield* followEachOther(facts, edits.get(row.id) ?? []);
    const first = posts.get(row.id);
    // What nobody wrote is for I2 to find.
    if (row.status !== 'visible' || first === undefined) continue;
    yield* theLastStands(facts, row, edits.get(row.id) ?? [], first);
    if ((kept.get(row.id) ?? 0) !== row.editCount)
      yield `${row.id} was edited ${row.editCount} times and keeps ${kept.get(row.id) ?? 0} earlier texts`;
  }
};

const sureEdits = ({ sure }: Facts, edits: readonly Edit[]) =>
  edits
    .flatMap((edit) => {
      const done = sure(edit);
      return done ? [{ ...edit.command, ...done }] : [];
    })
    .sort((a, b) => a.generation - b.generation || a.rev - b.rev);

/** A later revision was made from a later text. */
function* followEachOther(facts: Facts, edits: readonly Edit[]) {
  const done = sureEdits(facts, edits);
  for (const [index, edit] of done.entries()) {
    const before = done[index - 1];
    if (!before || before.generation !== edit.generation || before.body === edit.body) continue;
    if (before.rev === edit.rev) yield `two edits of ${edit.comment} were acknowledged at ${edit.rev}`;
    else if (before.editCount >= edit.editCount)
      yield `an edit of ${edit.comment} from text ${edit.editCount} was done over one from text ${before.editCount}`;
  }
}

function* theLastStands(facts: Facts, row: ContentPart, edits: readonly Edit[], first: string) {
  const done = sureEdits(facts, edits);
  const last = done.at(-1)?.body ?? first;
  const unknown = edits.filter((edit) => facts.isUnknown(edit)).map(({ command }) => command.body);
  if (row.body !== last && !unknown.includes(row.body))
    yield `${row.id} says ${short(row.body)}, acknowledged last was ${short(last)}`;
  const changes = new Set(done.map(({ rev }) => rev)).size;
  if (row.editCount < changes || row.editCount > changes + unknown.length)
    yield `${row.id} counts ${row.editCount} edits, acknowledged are ${changes}`;
}
