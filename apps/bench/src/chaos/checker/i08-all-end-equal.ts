/**
 * I8: each viewer's windows hold what the database holds in the same intervals, and so does each instance; all that were there say so,
 * and hold what is theirs to hold.
 */
import type { ContentPart, PageWindow, TallyPart } from '@parley/protocol';
import type { LineOf } from '../history/lines.ts';
import { missingIn } from './expected.ts';
import type { Check, Facts } from './facts.ts';
import { compareKeys, covers, keyOf } from './places.ts';

export const allEndEqual: Check = function* (facts) {
  const { database, instances, views } = facts;
  const truth = truthOf(database);
  for (const { from, content, tallies, summary } of instances) {
    yield* sameRows(from, content, truth.content, database.content.length);
    yield* sameRows(from, tallies, truth.tallies, database.tallies.length);
    if (!isSame(summary, database.summary)) yield `${from}: the summary is ${JSON.stringify(summary)}`;
  }
  yield* missingIn(facts);
  for (const view of views) yield* viewIsTrue(view, database, truth);
};

interface Truth {
  readonly content: ReadonlyMap<string, ContentPart>;
  readonly tallies: ReadonlyMap<string, TallyPart>;
  readonly lists: Lists;
  /** Revision of the last change that is told; unused ones at the end are not. */
  readonly changed: number;
}

const truthOf = ({ content, tallies }: Facts['database']): Truth => ({
  lists: listsOf({ content, tallies }),
  content: new Map(content.map((part) => [part.id, part])),
  tallies: new Map(tallies.map((part) => [part.id, part])),
  changed: Math.max(0, ...content.map(({ contentRev }) => contentRev), ...tallies.map(({ tallyRev }) => tallyRev)),
});

type Row = ContentPart | TallyPart;

function* sameRows(who: string, rows: readonly Row[], truth: ReadonlyMap<string, Row>, count?: number) {
  for (const row of rows) {
    const stored = truth.get(row.id);
    if (!isSame(row, stored)) yield `${who} holds ${JSON.stringify(row)}, the database ${JSON.stringify(stored)}`;
  }
  if (count !== undefined && count !== rows.length) yield `${who} holds ${rows.length} rows, the database ${count}`;
}

function* viewIsTrue(view: LineOf<'view'>, database: Facts['database'], truth: Truth) {
  const { who, status, epoch, cursor, summary } = view;
  if (status !== 'live') yield `${who} is ${status}`;
  if (epoch !== database.epoch) yield `${who} stands in ${epoch}, the database in ${database.epoch}`;
  if (cursor < truth.changed || cursor > database.head)
    yield `${who} stands at ${cursor}, the database changed at ${truth.changed} and is at ${database.head}`;
  if (!isSame(summary, database.summary)) yield `${who}: the summary is ${JSON.stringify(summary)}`;
  yield* sameRows(who, view.content, truth.content);
  yield* sameRows(who, view.tallies, truth.tallies);
  const own = listsOf(view);
  for (const window of view.windows) {
    const [held, stored] = [idsIn(window, own), idsIn(window, truth.lists)];
    if (!isSame(held, stored))
      yield `${who} holds ${held.length} comments below ${window.parent ?? 'the room'} (${window.order}), ${missing(held, stored)}`;
  }
}

const missing = (held: readonly string[], stored: readonly string[]) =>
  `lacks ${stored.filter((id) => !held.includes(id)).join(' ') || 'none'} of ${stored.length}`;

/** Comments with their tallies, by what they stand below: a viewer has a window for each comment it shows. */
type Lists = ReadonlyMap<string | null, readonly { readonly part: ContentPart; readonly tally: TallyPart }[]>;

function listsOf({ content, tallies }: Pick<Facts['database'], 'content' | 'tallies'>): Lists {
  const counts = new Map(tallies.map((tally) => [tally.id, tally]));
  const lists = new Map<string | null, { part: ContentPart; tally: TallyPart }[]>();
  for (const part of content) {
    const tally = counts.get(part.id);
    if (!tally) continue;
    const list = lists.get(part.parent) ?? [];
    lists.set(part.parent, list);
    list.push({ part, tally });
  }
  return lists;
}

/** The rows of an interval in display order. */
function idsIn(window: PageWindow, lists: Lists): string[] {
  return (lists.get(window.parent) ?? [])
    .map(({ part, tally }) => ({ id: part.id, key: keyOf(window.order, part, tally) }))
    .filter(({ key }) => covers(window, key))
    .sort((a, b) => compareKeys(window.order, a.key, b.key))
    .map(({ id }) => id);
}

/** Equal field by field, whatever the order of the keys. */
function isSame(a: unknown, b: unknown): boolean {
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return a === b;
  const [left, right] = [a as Record<string, unknown>, b as Record<string, unknown>];
  return [...new Set([...Object.keys(left), ...Object.keys(right)])].every((key) => isSame(left[key], right[key]));
}
