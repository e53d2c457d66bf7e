/** Decides a batch: each command on its own, each seeing what the ones before it did. */
import type { OwnerFact, PersonId } from '@parley/protocol';
import type { Outcome, StoredVote } from '../records.ts';
import { decideCommand } from './decide-command.ts';
import type { BatchCommand, Changes, Decision, Facts } from './decision.ts';
import { withoutText, withTextNow } from './kept-outcome.ts';
import { Working } from './working.ts';

/** Own votes by person, for their other sessions. */
function ownFacts(votes: readonly StoredVote[]): Decision['mine'] {
  const byPerson = new Map<PersonId, OwnerFact[]>();
  for (const { comment, person, value, rev } of votes) {
    const facts = byPerson.get(person) ?? [];
    facts.push({ comment, value, rev });
    byPerson.set(person, facts);
  }
  return [...byPerson].map(([person, facts]) => ({ person, facts }));
}

/**
 * Command i stands at revision head + i + 1, refused and known ones included: the head rises by the size of the batch. A known
 * (person, command id), from the store or from earlier in this batch, gets its first outcome and changes nothing. Every new outcome
 * is kept without texts, refusals included, unless there is still no room after the batch: then nothing at all is to be written.
 */
export function decideBatch(facts: Facts, commands: readonly BatchCommand[]): Decision {
  const working = new Working(facts);
  const head = facts.room?.head ?? 0;
  const outcomes: Outcome[] = [];
  const kept: Changes['outcomes'][number][] = [];
  commands.forEach((asked, i) => {
    const { person } = asked.actor;
    const { command } = asked.command;
    const known = working.outcomeOf(person, command);
    if (known) {
      outcomes.push(withTextNow(working, asked, known));
      return;
    }
    const verdict = decideCommand(working, asked, head + i + 1);
    const outcome: Outcome = verdict.ok ? { ok: true, done: { epoch: facts.epoch, rev: verdict.rev } } : verdict;
    if (verdict.ok) working.apply(verdict.effect);
    const lasting = withoutText(outcome);
    working.keepOutcome(person, command, lasting);
    kept.push({ person, command, at: asked.now, outcome: lasting });
    outcomes.push(outcome);
  });
  const room = working.room && { ...working.room, head: head + commands.length };
  const changes: Changes = { ...working.changes(), room, outcomes: room ? kept : [] };
  return { outcomes, changes, mine: ownFacts(changes.votes) };
}
