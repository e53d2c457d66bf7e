/** I4: a tally is the sum of the standing votes, and what stands was asked for last. */
import type { CommentId, OwnerFact, PersonId, VoteValue } from '@parley/protocol';
import type { World } from '../world.ts';
import type { Truth } from './truth.ts';

export function checkVotes(world: World, truth: Truth): void {
  const wanted = new Map<string, { last: OwnerFact | undefined; unknown: Set<VoteValue> }>();
  for (const { person, command, answers } of world.history.told.values()) {
    if (command.kind !== 'cast-vote') continue;
    const key = `${person} ${command.comment}`;
    const entry = wanted.get(key) ?? { last: undefined, unknown: new Set() };
    wanted.set(key, entry);
    const [answer] = answers;
    if (!answer) entry.unknown.add(command.value);
    else if (answer.ok && answer.value.rev >= (entry.last?.rev ?? 0)) {
      entry.last = { comment: command.comment, value: command.value, rev: answer.value.rev };
    }
  }
  for (const [key, { last, unknown }] of wanted) {
    const [person, comment] = key.split(' ') as [PersonId, CommentId];
    const stands = truth.votes.get(person)?.get(comment)?.value ?? 0;
    if (stands === (last?.value ?? 0) || unknown.has(stands)) continue;
    world.history.violate('VOTE-1', `${person} has ${stands} on ${comment}, acknowledged was ${last?.value}`);
  }
  checkSums(world, truth);
}

function checkSums(world: World, truth: Truth): void {
  for (const { id, up, down, tallyRev } of truth.tallies.values()) {
    const sums = { up: 0, down: 0 };
    for (const votes of truth.votes.values()) {
      const vote = votes.get(id);
      if (vote?.value === 1) sums.up += 1;
      if (vote?.value === -1) sums.down += 1;
      if (vote && vote.rev > tallyRev) world.history.violate('VOTE-5', `the tally of ${id} is older than a vote in it`);
    }
    if (sums.up !== up || sums.down !== down) {
      world.history.violate('VOTE-1', `${id} has ${up} up, ${down} down; its votes are ${sums.up} and ${sums.down}`);
    }
  }
}
