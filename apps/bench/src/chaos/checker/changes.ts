/** What the database has last changed at each revision, and what a range that was told lacks of it. */
import type { Epoch, Rev } from '@parley/protocol';
import type { Seen } from '../history/lines.ts';
import type { Facts } from './facts.ts';

/** A range that somebody was told; `last` is the highest revision among its rows, where it is known. */
export interface Told {
  readonly who: string;
  readonly epoch: Epoch;
  readonly from: Rev;
  readonly to: Rev;
  readonly last?: Rev;
  readonly content: readonly Seen[];
}

export interface Changes {
  /** Comments whose text or state was changed there last. */
  readonly content: ReadonlyMap<Rev, readonly string[]>;
  /** Where votes or replies of any comment were counted last. */
  readonly tallies: ReadonlySet<Rev>;
  /** Ranges of a history that an older copy has replaced cannot be compared with it. */
  isOf(epoch: Epoch): boolean;
}

export function changesOf({ database, generationOf }: Facts): Changes {
  const content = new Map<Rev, string[]>();
  for (const { id, contentRev } of database.content) content.set(contentRev, [...(content.get(contentRev) ?? []), id]);
  const generation = generationOf(database.epoch);
  return {
    content,
    tallies: new Set(database.tallies.map(({ tallyRev }) => tallyRev)),
    isOf: (epoch) => generationOf(epoch) === generation,
  };
}

/** In words. */
export function* lackingIn({ who, epoch, from, to, last, content: seen }: Told, { content, tallies, isOf }: Changes) {
  if (!isOf(epoch)) return;
  const told = new Set<string>(seen.map(({ id }) => id));
  let changed = 0;
  for (let rev = from + 1; rev <= to; rev += 1) {
    const ids = content.get(rev) ?? [];
    if (ids.length > 0 || tallies.has(rev)) changed = rev;
    for (const id of ids) if (!told.has(id)) yield `${who} was told ${from} to ${to} without ${id}, which changed at ${rev}`;
  }
  if (last !== undefined && last < changed)
    yield `${who} was told ${from} to ${to} up to ${last}, something changed at ${changed}`;
}
