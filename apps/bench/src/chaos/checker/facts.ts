/** A history, put in order once for all checks: what was asked, what came of it, and what stands at the end. */
import type { Epoch, Rev } from '@parley/protocol';
import type { HistoryLine, LineOf, SentCommand } from '../history/lines.ts';

export interface Violation {
  /** Which of I1 to I11 does not hold. */
  readonly invariant: string;
  readonly what: string;
}
export type Check = (facts: Facts) => Iterable<string>;

/** An acknowledgement. Revisions of two generations cannot be compared: a restored older database lies between them. */
export interface Done {
  readonly at: number;
  readonly rev: Rev;
  readonly generation: number;
}

/** One command through all its tries. */
export interface Attempt<Command extends SentCommand = SentCommand> {
  readonly id: string;
  readonly person: string;
  readonly command: Command;
  /** When it was sent first. */
  readonly first: number;
  readonly dones: Done[];
  /** Refused for good: it is not done and will not be. */
  isRefused: boolean;
}
export type AttemptOf<Kind extends SentCommand['kind']> = Attempt<Extract<SentCommand, { kind: Kind }>>;

export interface Facts {
  readonly lines: readonly HistoryLine[];
  readonly attempts: ReadonlyMap<string, Attempt>;
  of<Kind extends SentCommand['kind']>(kind: Kind): readonly AttemptOf<Kind>[];
  /** What the database says at the end. */
  readonly database: LineOf<'store'>;
  /** What each instance says at the end. */
  readonly instances: readonly LineOf<'store'>[];
  readonly views: readonly LineOf<'view'>[];
  generationOf(epoch: Epoch): number;
  /** The latest acknowledgement that no restored copy can have lost; undefined when there is none. */
  sure(attempt: Attempt): Done | undefined;
  /** It may have been done, but nobody can be sure: no answer came, or a restored copy may lack it. */
  isUnknown(attempt: Attempt): boolean;
}

/** Refusals after which the same command may still be done. */
const PASSING = ['retry', 'slow-down', 'sign-in', 'reload'];

/** @throws when the history lacks its end: a run that was cut off proves nothing. */
export function factsOf(lines: readonly HistoryLine[]): Facts {
  const attempts = new Map<string, Attempt>();
  const firstSeen = new Map<string, number>();
  const restores: { readonly at: number; readonly copied: number }[] = [];
  let copied = 0;

  for (const line of lines) {
    if ('epoch' in line && line.epoch !== null && !firstSeen.has(line.epoch)) firstSeen.set(line.epoch, line.at);
    if (line.kind === 'copied') copied = line.at;
    else if (line.kind === 'restored') restores.push({ at: line.at, copied });
    else if (line.kind === 'answered' && line.answer.ok && !firstSeen.has(line.answer.epoch))
      firstSeen.set(line.answer.epoch, line.at);
    else if (line.kind === 'sent' && !attempts.has(line.command.command)) {
      const { command, person, at } = line;
      attempts.set(command.command, { id: command.command, person, command, first: at, dones: [], isRefused: false });
    }
  }
  const generationOf = (epoch: Epoch) => restores.filter(({ at }) => at <= (firstSeen.get(epoch) ?? 0)).length;
  for (const { attempt, answer, at } of answersTo(attempts, lines)) {
    if (answer.ok) attempt.dones.push({ at, rev: answer.rev, generation: generationOf(answer.epoch) });
    else if (!PASSING.includes(answer.class)) attempt.isRefused = true;
  }
  const survives = (done: Done) => restores.every(({ copied: before }, index) => index < done.generation || done.at < before);
  const sure = (attempt: Attempt) => attempt.dones.findLast(survives);
  const stores = lines.filter((line) => line.kind === 'store');
  const database = stores.find((line) => line.private !== null);
  if (!database) throw new Error('The history has no end: nobody read the database.');
  const all = [...attempts.values()];

  return {
    lines,
    attempts,
    of: <Kind extends SentCommand['kind']>(kind: Kind) => all.filter(({ command }) => command.kind === kind) as AttemptOf<Kind>[],
    database,
    instances: stores.filter((line) => line !== database),
    views: lines.filter((line) => line.kind === 'view'),
    generationOf,
    sure,
    isUnknown: (attempt) => !sure(attempt) && (attempt.dones.length > 0 || !attempt.isRefused),
  };
}

function* answersTo(attempts: ReadonlyMap<string, Attempt>, lines: readonly HistoryLine[]) {
  for (const line of lines) {
    const attempt = line.kind === 'answered' && attempts.get(line.command);
    if (attempt) yield { attempt, answer: line.answer, at: line.at };
  }
}

/** A text in a message, short. */
export const short = (body: string) => JSON.stringify(body.length > 60 ? `${body.slice(0, 60)}…` : body);
