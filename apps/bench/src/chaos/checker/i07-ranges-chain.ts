/**
 * I7: what a viewer is told goes on from where they are. A frame (from, to] has `from` at or below their cursor, cursors only grow,
 * or a reset says so: a snapshot, or an empty frame beyond the cursor, after which the client comes back. What a range tells is whole:
 * each row that the database has last changed in it is in it (ROOM-3). A client never says that it stands beyond what it was told.
 *
 * Ranges may overlap: a viewer who joins, or has fallen behind, is told on their own up to where the room is, and the room's frames that
 * were under way meanwhile reach them as well. The client drops what brings nothing above its cursor (ROOM-4), and applying is idempotent
 * (ROOM-5). The same range twice can only be the one that was under way at the welcome: a second such one is a doubled frame.
 */
import type { Position, Rev } from '@parley/protocol';
import type { LineOf } from '../history/lines.ts';
import { changesOf, lackingIn, type Told } from './changes.ts';
import type { Check } from './facts.ts';

interface Cursor extends Position {
  /** Told to come back: what comes on this connection from here on means nothing. */
  readonly isOver: boolean;
}

interface Standing {
  /** By connection. */
  readonly resumes: Map<string, Position | null>;
  readonly cursors: Map<string, Cursor>;
  /** By viewer and history, over all connections: the highest revision they were told. */
  readonly told: Map<string, Rev>;
  /** Ranges by connection, and how many of them came twice. */
  readonly ranges: Map<string, { readonly told: Set<string>; doubled: number }>;
}

/** The one that was under way at the welcome. */
const DOUBLED_MAX = 1;

export const rangesChain: Check = function* (facts) {
  const standing: Standing = { resumes: new Map(), cursors: new Map(), told: new Map(), ranges: new Map() };
  const changes = changesOf(facts);
  for (const line of facts.lines) {
    if (line.kind === 'hello') yield* helloAt(line, standing);
    else if (line.kind === 'welcomed') yield* welcomedAt(line, standing);
    else if (line.kind === 'framed') yield* framedAt(line, standing);
    if (line.kind === 'framed' || (line.kind === 'welcomed' && line.how === 'catch-up')) yield* lackingIn(line, changes);
  }
};

const keyOf = ({ who, line }: { readonly who: string; readonly line: number }) => `${who}/${line}`;

function hear({ told }: Standing, { who, epoch, to }: Told): void {
  const key = `${who} ${epoch}`;
  told.set(key, Math.max(to, told.get(key) ?? 0));
}

function* helloAt(line: LineOf<'hello'>, { resumes, told }: Standing) {
  const { who, resume } = line;
  resumes.set(keyOf(line), resume);
  if (!resume) return;
  const known = told.get(`${who} ${resume.epoch}`);
  if (known === undefined) yield `${keyOf(line)} says it stands in ${resume.epoch}, which nobody told it of`;
  else if (resume.rev > known) yield `${keyOf(line)} says it stands at ${resume.rev}, it was told up to ${known}`;
}

function* welcomedAt(line: LineOf<'welcomed'>, standing: Standing) {
  const key = keyOf(line);
  const resume = standing.resumes.get(key);
  if (standing.cursors.has(key)) yield `${key} was welcomed twice`;
  standing.cursors.set(key, { epoch: line.epoch, rev: line.to, isOver: false });
  hear(standing, line);
  if (line.how === 'snapshot') return;
  if (!resume) yield `${key} holds nothing and was told a catch-up`;
  else if (line.from > resume.rev) yield `${key} stands at ${resume.rev}, the catch-up begins at ${line.from}`;
  else if (line.to < resume.rev) yield `${key} stands at ${resume.rev}, the catch-up ends at ${line.to}`;
}

function* framedAt(line: LineOf<'framed'>, standing: Standing) {
  const key = keyOf(line);
  const cursor = standing.cursors.get(key);
  if (!cursor) yield `${key} was told a frame before it was welcomed`;
  if (!cursor || cursor.isOver) return;
  if (line.to < line.from) yield `${key} was told a frame that ends before it begins: ${line.from} to ${line.to}`;
  if (line.last > line.to) yield `${key} was told of revision ${line.last} in a frame up to ${line.to}`;
  const fits = line.epoch === cursor.epoch && line.from <= cursor.rev;
  if (!fits && line.rows > 0)
    yield `${key} stands at ${cursor.epoch} ${cursor.rev}, the frame is ${line.epoch} ${line.from} to ${line.to}`;
  if (fits && line.rows > 0) yield* doubledAt(line, standing);
  if (fits) hear(standing, line);
  standing.cursors.set(key, fits ? { ...cursor, rev: Math.max(cursor.rev, line.to) } : { ...cursor, isOver: true });
}

function* doubledAt(line: LineOf<'framed'>, { ranges }: Standing) {
  const key = keyOf(line);
  const known = ranges.get(key) ?? { told: new Set(), doubled: 0 };
  ranges.set(key, known);
  const range = `${line.from} to ${line.to}`;
  if (known.told.has(range)) known.doubled += 1;
  if (known.told.has(range) && known.doubled > DOUBLED_MAX) yield `${key} was told ${range} again`;
  known.told.add(range);
}
