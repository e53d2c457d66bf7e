/** I4: a person has one vote on a comment, the one acknowledged last, and a tally is the sum of these. */
import type { VoteValue } from '@parley/protocol';
import type { AttemptOf, Check, Facts } from './facts.ts';

export const votesCountOnce: Check = function* (facts) {
  const votes = facts.database.private?.votes ?? [];
  const standing = new Map<string, VoteValue>();
  for (const { person, comment, value } of votes) {
    const key = `${person} ${comment}`;
    if (standing.has(key)) yield `${person} has two votes on ${comment}`;
    standing.set(key, value);
  }
  const wanted = new Map<string, AttemptOf<'cast-vote'>[]>();
  for (const attempt of facts.of('cast-vote')) {
    const key = `${attempt.person} ${attempt.command.comment}`;
    wanted.set(key, [...(wanted.get(key) ?? []), attempt]);
  }
  for (const key of new Set([...wanted.keys(), ...standing.keys()])) {
    const stands = standing.get(key) ?? 0;
    const allowed = allowedValues(facts, wanted.get(key) ?? []);
    if (!allowed.has(stands)) yield `vote of ${key} is ${stands}, acknowledged was ${[...allowed].join(' or ')}`;
  }
  yield* sums(facts);
};

/** The value acknowledged last, and those of whose command nobody knows what it came to. */
function allowedValues({ sure, isUnknown }: Facts, attempts: readonly AttemptOf<'cast-vote'>[]): Set<VoteValue> {
  const allowed = new Set<VoteValue>();
  let last: { readonly value: VoteValue; readonly generation: number; readonly rev: number } | undefined;
  for (const attempt of attempts) {
    const { value } = attempt.command;
    const done = sure(attempt);
    if (isUnknown(attempt)) allowed.add(value);
    if (!done) continue;
    const isLater = !last || done.generation > last.generation || (done.generation === last.generation && done.rev >= last.rev);
    if (isLater) last = { value, ...done };
  }
  return allowed.add(last?.value ?? 0);
}

function* sums({ database }: Facts) {
  const sum = new Map<string, { up: number; down: number }>();
  for (const { comment, value } of database.private?.votes ?? []) {
    const entry = sum.get(comment) ?? { up: 0, down: 0 };
    sum.set(comment, entry);
    if (value === 1) entry.up += 1;
    if (value === -1) entry.down += 1;
  }
  for (const { id, up, down } of database.tallies) {
    const votes = sum.get(id) ?? { up: 0, down: 0 };
    if (up !== votes.up || down !== votes.down)
      yield `${id} has ${up} up and ${down} down, its votes are ${votes.up} and ${votes.down}`;
  }
}
