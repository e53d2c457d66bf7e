/**
 * I10: an answer is not older than what the asker named, and not older than what was acknowledged to them on the same connection.
 * A client names its cursor; what it has written beyond that it shows by itself until the cursor is there.
 */
import type { Epoch, Position, Rev } from '@parley/protocol';
import type { Check } from './facts.ts';

export const readsDoNotGoBack: Check = function* ({ lines, generationOf }) {
  const resumes = new Map<string, Position>();
  const acked = new Map<string, { readonly at: number; readonly epoch: Epoch; readonly rev: Rev }[]>();
  const isOlder = (than: Position | undefined | null, { epoch, rev }: Position) =>
    than && generationOf(than.epoch) === generationOf(epoch) && rev < than.rev;
  for (const line of lines) {
    if (!('line' in line)) continue;
    const key = `${line.who}/${line.line}`;
    if (line.kind === 'hello' && line.resume) resumes.set(key, line.resume);
    if (line.kind === 'answered' && line.answer.ok) {
      const known = acked.get(key) ?? [];
      acked.set(key, known);
      known.push({ ...line.answer, at: line.at });
    }
    if (line.kind === 'welcomed') {
      const resume = resumes.get(key);
      if (isOlder(resume, { epoch: line.epoch, rev: line.to }))
        yield `${key} stood at ${resume?.rev} and was welcomed at ${line.to}`;
    }
    if (line.kind === 'read') {
      const head = { epoch: line.epoch, rev: line.head };
      if (isOlder(line.named, head)) yield `${key} named ${line.named?.rev} and was answered from ${line.head}`;
      const own = acked.get(key)?.findLast(({ at }) => at < line.asked);
      if (isOlder(own, head)) yield `${key} was acknowledged at ${own?.rev} and then answered from ${line.head}`;
    }
  }
};
