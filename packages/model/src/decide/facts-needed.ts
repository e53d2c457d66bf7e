/** What a store must read for a batch, from the commands alone. */
import type { CommandId, CommentId, PersonId } from '@parley/protocol';
import type { BatchCommand, FactsNeeded } from './decision.ts';

/** Comments that a command names: its target, its parent, its new id. */
function commentsOf({ command }: BatchCommand): readonly CommentId[] {
  switch (command.kind) {
    case 'post-comment':
      return command.parent === null ? [command.comment] : [command.comment, command.parent];
    case 'edit-comment':
    case 'delete-comment':
    case 'cast-vote':
    case 'remove-comment':
    case 'ban-author':
    case 'unban-author':
      return [command.comment];
    default:
      return [];
  }
}

/** Each thing once, however many commands of the batch need it. Everything is looked up inside the batch's room. */
export function factsNeeded(commands: readonly BatchCommand[]): FactsNeeded {
  const comments = new Set<CommentId>();
  const persons = new Set<PersonId>();
  const allCommentsOf = new Set<PersonId>();
  const votes = new Map<string, { comment: CommentId; person: PersonId }>();
  const outcomes = new Map<string, { person: PersonId; command: CommandId }>();
  for (const asked of commands) {
    const { command, actor } = asked;
    const { person } = actor;
    persons.add(person);
    outcomes.set(`${command.command} ${person}`, { person, command: command.command });
    for (const comment of commentsOf(asked)) comments.add(comment);
    if (command.kind === 'cast-vote') votes.set(`${command.comment} ${person}`, { comment: command.comment, person });
    if (command.kind === 'delete-my-comments') allCommentsOf.add(person);
    if (command.kind === 'ban-person' || command.kind === 'unban-person') persons.add(command.person);
  }
  return {
    comments: [...comments],
    votes: [...votes.values()],
    outcomes: [...outcomes.values()],
    persons: [...persons],
    allCommentsOf: [...allCommentsOf],
  };
}
