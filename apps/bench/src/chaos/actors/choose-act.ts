/** The next command of a writer, by chance and by what is known of the room. */
import type { CommandId, CommandName, CommandPayloads, CommentId, VoteValue } from '@parley/protocol';
import { newId } from '../../ids.ts';
import type { Known, Ledger } from './ledger.ts';

export type Act = { [Name in CommandName]: { readonly name: Name; readonly payload: CommandPayloads[Name] } }[CommandName] & {
  /** The comment it is about, as far as it is known. */
  readonly about?: Known | undefined;
};

/** Shares of the acts, in order; what is left is a top-level comment. Votes are most of what people do. */
const SHARES = { vote: 0.45, edit: 0.14, remove: 0.04, reply: 0.2 } as const;
/** Deeper than this nobody replies here: the lists that matter are the wide ones. */
const DEPTH = 4;
/** Comments below which nothing is deleted or edited: the room must get its shape first. */
const FEW = 20;

/** `text`: words that nobody else writes. */
export function chooseAct(ledger: Ledger, person: string, text: string, chance: () => number): Act {
  const command = newId() as CommandId;
  let roll = chance();
  const falls = (share: number) => {
    roll -= share;
    return roll < 0;
  };
  const post = (parent: Known | undefined): Act => {
    const comment = newId() as CommentId;
    return {
      name: 'post-comment',
      payload: { command, comment, parent: parent?.id ?? null, body: text, name: null },
      about: parent,
    };
  };
  if (ledger.size < FEW) return post(undefined);
  if (falls(SHARES.vote)) {
    const about = ledger.any(chance);
    if (!about || about.person === person) return post(undefined);
    return { name: 'cast-vote', payload: { command, comment: about.id, value: otherVote(ledger, person, about, chance) }, about };
  }
  const isEdit = falls(SHARES.edit);
  if (isEdit || falls(SHARES.remove)) {
    const about = ledger.own(person, chance);
    if (!about) return post(undefined);
    if (!isEdit) return { name: 'delete-comment', payload: { command, comment: about.id }, about };
    return { name: 'edit-comment', payload: { command, comment: about.id, body: text, editCount: about.editCount }, about };
  }
  const parent = falls(SHARES.reply) ? ledger.any(chance) : undefined;
  return post(parent && parent.depth < DEPTH ? parent : undefined);
}

/** Never what was asked for last: such a vote would change nothing. */
function otherVote(ledger: Ledger, person: string, { id }: Known, chance: () => number): VoteValue {
  const values = ([1, -1, 0] as const).filter((value) => value !== ledger.vote(person, id));
  return values[Math.floor(chance() * values.length)] ?? 1;
}
