/** What was asked, done and answered in a run: the record that the checker holds the store against. */
import type { CommitAnswer } from '@parley/engine';
import type { BatchCommand, Outcome } from '@parley/model';
import type { Command, CommandDone, CommandId, PersonId, Result } from '@parley/protocol';
import type { RareStates } from './rare-states.ts';

/** One command of one person, through all its tries. */
export interface Told {
  readonly person: PersonId;
  readonly command: Command;
  tries: number;
  /** What the store first decided; every later answer must be the same (POST-2). */
  decided: Outcome | undefined;
  /** Whether the first decision made a revision of its own. */
  isNew: boolean;
  /** An answer of the store or of a server did not come through. */
  lost: boolean;
  /** Which commit of the run decided it. */
  commit: number;
  /** Decisions that a restored database does not know. */
  readonly undone: Outcome[];
  /** Outcomes that reached the client. */
  answers: Result<CommandDone>[];
}

export interface Violation {
  /** The rule of SPEC.md that does not hold. */
  readonly rule: string;
  readonly what: string;
}

const keyOf = (person: PersonId, command: CommandId): string => `${person} ${command}`;
/** The same answer. The text that goes with a refusal may be left out later: it may have been deleted. */
const same = (a: Outcome, b: Outcome): boolean =>
  a.ok && b.ok ? a.done.epoch === b.done.epoch && a.done.rev === b.done.rev : !a.ok && !b.ok && a.refusal.code === b.refusal.code;

/** An answer that says nothing of what the command came to: the same command is sent again. */
const isPassing = (answer: Result<CommandDone>): boolean =>
  !answer.ok && ['retry', 'slow-down', 'sign-in'].includes(answer.refusal.class);

export class History {
  readonly told = new Map<string, Told>();
  readonly violations: Violation[] = [];
  /** Ends of commits: a frame with one of them inside holds more than one commit. */
  readonly ends = new Set<number>();
  /** Commits so far. */
  commits = 0;
  readonly #rare: RareStates;

  constructor(rare: RareStates) {
    this.#rare = rare;
  }

  violate(rule: string, what: string): void {
    this.violations.push({ rule, what });
  }

  find(person: PersonId, command: CommandId): Told | undefined {
    return this.told.get(keyOf(person, command));
  }

  /** A client sent it. */
  invoked(person: PersonId, command: Command): Told {
    const key = keyOf(person, command.command);
    const known = this.told.get(key);
    const entry: Told = known ?? {
      ...{ person, command, tries: 0, decided: undefined, isNew: false, lost: false },
      ...{ commit: 0, undone: [], answers: [] },
    };
    entry.tries += 1;
    this.told.set(key, entry);
    return entry;
  }

  /** The store did it. */
  committed(commands: readonly BatchCommand[], answer: CommitAnswer): void {
    this.ends.add(answer.rows.to);
    this.commits += 1;
    // Without a room nothing is kept, and who asks again later may find one.
    if (!answer.exists) return;
    commands.forEach(({ actor, command }, index) => {
      const entry = this.told.get(keyOf(actor.person, command.command));
      const outcome = answer.outcomes[index];
      if (!entry || !outcome || isPassing(toResult(outcome))) return;
      if (entry.decided) {
        this.#rare.reach('known-id-retried');
        if (!same(entry.decided, outcome)) {
          this.violate('POST-2', `${command.kind} first ${JSON.stringify(entry.decided)}, then ${JSON.stringify(outcome)}`);
        }
        return;
      }
      entry.decided = outcome;
      entry.commit = this.commits;
      entry.isNew = outcome.ok && outcome.done.rev > answer.ownFrom;
    });
  }

  /** Everything that later commits than this one decided is undone: as if it had never been asked. Returns it. */
  undo(commits: number): readonly Told[] {
    const undone = [...this.told.values()].filter(({ decided, commit }) => decided && commit > commits);
    for (const entry of undone) {
      if (entry.decided) entry.undone.push(entry.decided);
      entry.decided = undefined;
      entry.answers = [];
      entry.lost = true;
    }
    return undone;
  }

  answerLost(commands: readonly BatchCommand[]): void {
    for (const { actor, command } of commands) {
      const entry = this.told.get(keyOf(actor.person, command.command));
      if (entry) entry.lost = true;
    }
  }

  /** An answer reached the client. */
  answered(entry: Told, answer: Result<CommandDone>): void {
    if (isPassing(answer)) {
      if (!answer.ok && answer.refusal.class === 'slow-down') this.#rare.reach('slow-down-met');
      return;
    }
    // It was on its way when an older database undid it.
    if (entry.undone.some((outcome) => same(outcome, toOutcome(answer)))) return;
    if (!answer.ok && answer.refusal.code === 'edited-elsewhere') this.#rare.reach('edited-elsewhere');
    if (entry.lost) this.#rare.reach('crash-after-commit-resolved');
    const [first] = entry.answers;
    if (first && !same(toOutcome(first), toOutcome(answer))) {
      this.violate('POST-2', `${entry.command.kind} was answered ${JSON.stringify(first)}, then ${JSON.stringify(answer)}`);
    }
    entry.answers.push(answer);
  }
}

const toResult = (outcome: Outcome): Result<CommandDone> =>
  outcome.ok ? { ok: true, value: outcome.done } : { ok: false, refusal: outcome.refusal };

/** Without the current text of an edited-elsewhere: a repeat tells the text that stands then. */
function toOutcome(result: Result<CommandDone>): Outcome {
  if (result.ok) return { ok: true, done: result.value };
  const { current: _standsNow, ...refusal } = result.refusal;
  return { ok: false, refusal };
}
