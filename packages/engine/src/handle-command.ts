/** The way of a command through this instance, from the socket to its answer. */
import type { Outcome } from '@parley/model';
import { type Command, type CommandDone, done, type Result } from '@parley/protocol';
import type { Attempt } from './admission/attempt.ts';
import { admitCommand, admitWriter } from './admission/index.ts';
import type { Room } from './room.ts';
import type { RoomSession } from './session.ts';

export async function handleCommand(room: Room, session: RoomSession, command: Command): Promise<Result<CommandDone>> {
  const { metrics, clock } = room.context;
  const started = clock.steady();
  metrics.count('commands');
  const writer = admitWriter(room, session);
  if (!writer.ok) return counted(room, writer);
  session.underWay += 1;
  try {
    const attempt = { room, session, actor: writer.value, command };
    const result = await (firstTry(attempt) ?? begin(attempt));
    metrics.observe('ack-ms', clock.steady() - started);
    return counted(room, result);
  } finally {
    session.underWay -= 1;
  }
}

/** The same command that is under way already, over this connection or another one of this person. */
function firstTry({ room, actor, command }: Attempt): Promise<Result<CommandDone>> | undefined {
  const first = room.attempts.underWay(actor.person, command.command);
  if (first) room.context.metrics.count('known-retries');
  return first;
}

function begin(attempt: Attempt): Promise<Result<CommandDone>> {
  const { room, actor, command } = attempt;
  return room.attempts.begin(actor.person, command.command, async () => {
    const refusal = await admitCommand(attempt);
    if (refusal) return { ok: false, refusal };
    return toResult(await room.queue.submit({ actor, command, now: room.context.clock.now() }));
  });
}

const toResult = (outcome: Outcome): Result<CommandDone> => (outcome.ok ? done(outcome.done) : outcome);

function counted<T>(room: Room, result: Result<T>): Result<T> {
  if (result.ok) return result;
  const { metrics } = room.context;
  metrics.count('refusals');
  if (result.refusal.code === 'slow-down') metrics.count('rate-refusals');
  return result;
}
