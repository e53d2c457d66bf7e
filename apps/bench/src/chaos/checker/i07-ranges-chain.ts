/**
 * I7: what a viewer is told goes on from where they are. A frame (from, to] has `from` at or below their cursor, cursors only grow,
 * or a reset says so: a snapshot, or an empty frame beyond the cursor, after which the client comes back.
 */
import type { Position } from '@parley/protocol';
import type { LineOf } from '../history/lines.ts';
import type { Check } from './facts.ts';

interface Cursor extends Position {
  /** Told to come back: what comes on this connection from here on means nothing. */
  readonly isOver: boolean;
}

export const rangesChain: Check = function* ({ lines }) {
  const resumes = new Map<string, Position | null>();
  const cursors = new Map<string, Cursor>();
  for (const line of lines) {
    if (line.kind === 'hello') resumes.set(`${line.who}/${line.line}`, line.resume);
    else if (line.kind === 'welcomed') yield* welcomedAt(line, resumes.get(`${line.who}/${line.line}`) ?? null, cursors);
    else if (line.kind === 'framed') yield* framedAt(line, cursors);
  }
};

function* welcomedAt(line: LineOf<'welcomed'>, resume: Position | null, cursors: Map<string, Cursor>) {
  const key = `${line.who}/${line.line}`;
  if (cursors.has(key)) yield `${key} was welcomed twice`;
  cursors.set(key, { epoch: line.epoch, rev: line.to, isOver: false });
  if (line.how === 'snapshot') return;
  if (!resume) yield `${key} holds nothing and was told a catch-up`;
  else if (line.from > resume.rev) yield `${key} stands at ${resume.rev}, the catch-up begins at ${line.from}`;
  else if (line.to < resume.rev) yield `${key} stands at ${resume.rev}, the catch-up ends at ${line.to}`;
}

function* framedAt(line: LineOf<'framed'>, cursors: Map<string, Cursor>) {
  const key = `${line.who}/${line.line}`;
  const cursor = cursors.get(key);
  if (!cursor) yield `${key} was told a frame before it was welcomed`;
  if (!cursor || cursor.isOver) return;
  if (line.to < line.from) yield `${key} was told a frame that ends before it begins: ${line.from} to ${line.to}`;
  if (line.last > line.to) yield `${key} was told of revision ${line.last} in a frame up to ${line.to}`;
  const fits = line.epoch === cursor.epoch && line.from <= cursor.rev;
  if (!fits && line.rows > 0)
    yield `${key} stands at ${cursor.epoch} ${cursor.rev}, the frame is ${line.epoch} ${line.from} to ${line.to}`;
  cursors.set(key, fits ? { ...cursor, rev: Math.max(cursor.rev, line.to) } : { ...cursor, isOver: true });
}
