/** I9: what was asked after another thing had been acknowledged has a higher revision. */
import type { Attempt, AttemptOf, Check, Facts } from './facts.ts';

interface Ack {
  readonly at: number;
  readonly rev: number;
}

export const orderIsRealTime: Check = function* (facts) {
  const acks = new Map<number, Ack[]>();
  for (const { dones } of facts.attempts.values())
    for (const { at, rev, generation } of dones) {
      const known = acks.get(generation) ?? [];
      acks.set(generation, known);
      known.push({ at, rev });
    }
  const highest = new Map([...acks].map(([generation, of]) => [generation, highestBefore(of)]));
  const wishes = new Map<string, Attempt[]>();
  for (const attempt of facts.attempts.values()) wishes.set(wishOf(attempt), [...(wishes.get(wishOf(attempt)) ?? []), attempt]);
  const votes = new Map<string, AttemptOf<'cast-vote'>[]>();
  for (const vote of facts.of('cast-vote')) votes.set(voteOf(vote), [...(votes.get(voteOf(vote)) ?? []), vote]);
  for (const attempt of facts.attempts.values()) {
    const [done] = attempt.dones;
    if (!done || changedNothing(wishes, attempt) || takesBackNothing(facts, votes, attempt)) continue;
    const before = highest.get(done.generation)?.(attempt.first) ?? 0;
    if (done.rev <= before)
      yield `${attempt.command.kind} ${attempt.id} is at ${done.rev}, although ${before} had been acknowledged before it was asked`;
  }
};

/** The highest revision that was acknowledged before a time. */
function highestBefore(acks: readonly Ack[]): (time: number) => number {
  const sorted = [...acks].sort((a, b) => a.at - b.at);
  const tops: number[] = [];
  for (const { rev } of sorted) tops.push(Math.max(rev, tops.at(-1) ?? 0));
  return (time) => {
    let [low, high] = [0, sorted.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((sorted[middle]?.at ?? 0) < time) low = middle + 1;
      else high = middle;
    }
    return tops[low - 1] ?? 0;
  };
}

const wishOf = ({ person, command }: Attempt) => {
  const what = 'value' in command ? command.value : 'body' in command ? command.body : '';
  return `${person} ${command.kind} ${'comment' in command ? command.comment : ''} ${what}`;
};

/** What stood already is acknowledged with the revision that set it: the same wish was sent earlier by another command. */
function changedNothing(wishes: ReadonlyMap<string, readonly Attempt[]>, attempt: Attempt): boolean {
  const [done] = attempt.dones;
  return (wishes.get(wishOf(attempt)) ?? []).some(
    (other) => other.first < attempt.first && (other.dones.length === 0 || other.dones.some(({ rev }) => rev === done?.rev)),
  );
}

const voteOf = ({ person, command }: AttemptOf<'cast-vote'>) => `${person} ${command.comment}`;

/** No vote was wanted where none stands since an older copy came back: acknowledged with the tally's revision, which is an older one. */
function takesBackNothing(
  { sure }: Facts,
  votes: ReadonlyMap<string, readonly AttemptOf<'cast-vote'>[]>,
  attempt: Attempt,
): boolean {
  if (attempt.command.kind !== 'cast-vote' || attempt.command.value !== 0) return false;
  const own = votes.get(voteOf(attempt as AttemptOf<'cast-vote'>)) ?? [];
  return own.every((vote) => vote.first >= attempt.first || !sure(vote));
}
