/**
 * I10: an answer is not older than what the asker named, and not older either than what its instance had acknowledged, to whomever,
 * 1 s before it was asked: those who ask for the same share an answer that may be so old (SYNC-7, PAGE-5), and what is above it
 * follows as a frame.
 *
 * Nobody is promised more over several instances: a person who wrote on one may be welcomed by another that has not heard of it yet.
 * The client names its cursor, and shows what it has written beyond that by itself until the cursor is there (OUT-1), so nobody sees
 * it gone. That the instances end equal is for I8.
 */
import type { Epoch, Position } from '@parley/protocol';
import type { Check } from './facts.ts';

const SNAPSHOT_MAX_MS = 1_000;

interface Asked {
  readonly server: string;
  /** When the connection was begun. */
  readonly at: number;
  readonly resume: Position | null;
}

export const readsDoNotGoBack: Check = function* ({ lines, generationOf }) {
  const asked = new Map<string, Asked>();
  const acked = new Map<string, { readonly at: number; readonly rev: number }[]>();
  const keyOf = (server: string, epoch: Epoch) => `${server} ${generationOf(epoch)}`;
  const isOlder = (than: Position | undefined | null, { epoch, rev }: Position) =>
    than && generationOf(than.epoch) === generationOf(epoch) && rev < than.rev;
  /** The highest that an instance had acknowledged by then; kept in order, each higher than the one before. */
  const ackedBy = (server: string, epoch: Epoch, time: number) =>
    acked.get(keyOf(server, epoch))?.findLast(({ at }) => at < time)?.rev ?? 0;

  for (const line of lines) {
    if (!('line' in line)) continue;
    const key = `${line.who}/${line.line}`;
    if (line.kind === 'hello') asked.set(key, line);
    const hello = asked.get(key);
    const server = hello?.server ?? '';
    if (line.kind === 'answered' && line.answer.ok) {
      const at = keyOf(server, line.answer.epoch);
      const known = acked.get(at) ?? [];
      acked.set(at, known);
      if (line.answer.rev > (known.at(-1)?.rev ?? 0)) known.push({ at: line.at, rev: line.answer.rev });
    }
    if (line.kind === 'welcomed') {
      if (isOlder(hello?.resume, { epoch: line.epoch, rev: line.to }))
        yield `${key} stood at ${hello?.resume?.rev} and was welcomed at ${line.to}`;
      const own = ackedBy(server, line.epoch, (hello?.at ?? 0) - SNAPSHOT_MAX_MS);
      if (line.to < own) yield `${key} was welcomed at ${line.to} by ${server}, which had acknowledged ${own}`;
    }
    if (line.kind === 'read') {
      if (isOlder(line.named, { epoch: line.epoch, rev: line.head }))
        yield `${key} named ${line.named?.rev} and was answered from ${line.head}`;
      const own = ackedBy(server, line.epoch, line.asked - SNAPSHOT_MAX_MS);
      if (line.head < own) yield `${key} was answered from ${line.head} by ${server}, which had acknowledged ${own}`;
    }
  }
};
