/** When what was acknowledged leaves the outbox: once what is shown has it (OUT-1). */
import { mergeMine } from '@parley/model';
import type { CommandDone, CommandId, CommentId, Epoch } from '@parley/protocol';
import type { Connection } from '../connection/connection.ts';
import type { Replica } from '../sync/replica.ts';
import type { Outbox } from './outbox.ts';

interface Settlement {
  /** A connection came to stand in a history. */
  joined(): void;
  /** To be called after each change. */
  look(): void;
}

/** `keep`: an own comment stays in sight though its place is in no window. */
export function createSettlement(
  outbox: Outbox,
  replica: Replica,
  connection: Connection,
  keep: (comment: CommentId) => void,
): Settlement {
  /** Histories that this client has stood in, and how often it came to stand in one. */
  const histories = new Set<Epoch>();
  let joins = 0;
  /** Joins so far when a command was first seen done in a history unknown here. */
  const joinsThen = new Map<CommandId, number>();

  function look(): void {
    const state = replica.shown;
    if (state) histories.add(state.epoch);
    for (const { command, phase, done } of outbox.entries) {
      // It had arrived after all: there is nothing to ask.
      if (phase === 'asking' && command.kind === 'post-comment' && state?.content.has(command.comment))
        outbox.remove(command.command);
      if (!done || !isReached(command.command, done)) continue;
      outbox.remove(command.command);
      joinsThen.delete(command.command);
      if (command.kind === 'post-comment') keep(command.comment);
      const { current } = replica;
      if (command.kind === 'cast-vote' && current && done.epoch === current.epoch) {
        replica.set(mergeMine(current, [{ comment: command.comment, value: command.value, rev: done.rev }]));
        // Setting has come through here again.
        return;
      }
    }
  }

  function isReached(command: CommandId, done: CommandDone): boolean {
    const state = replica.shown;
    if (state?.epoch === done.epoch) return state.cursor >= done.rev;
    if (replica.current?.epoch !== state?.epoch) return false;
    // An earlier history of ours: all of it is in the present one.
    if (histories.has(done.epoch)) return true;
    // Earlier than ours, or later and not heard of yet: whoever joins after the answer has it in either case.
    const then = joinsThen.get(command);
    if (then === undefined) joinsThen.set(command, joins);
    if (state && then === undefined && connection.phase === 'live') connection.step('fell-behind');
    return then !== undefined && joins > then;
  }

  return {
    joined() {
      joins += 1;
    },
    look,
  };
}
