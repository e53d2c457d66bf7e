/** Commands under way, so that a retry that comes before the answer hangs on to the first try instead of being one more (POST-2). */
import type { CommandDone, CommandId, PersonId, Result } from '@parley/protocol';

export class Attempts {
  readonly #underWay = new Map<string, Promise<Result<CommandDone>>>();

  underWay(person: PersonId, command: CommandId): Promise<Result<CommandDone>> | undefined {
    return this.#underWay.get(`${person} ${command}`);
  }

  /** Resolves when nothing is under way. */
  async idle(): Promise<void> {
    while (this.#underWay.size > 0) await Promise.allSettled(this.#underWay.values());
  }

  begin(person: PersonId, command: CommandId, run: () => Promise<Result<CommandDone>>): Promise<Result<CommandDone>> {
    const key = `${person} ${command}`;
    const attempt = run().finally(() => this.#underWay.delete(key));
    this.#underWay.set(key, attempt);
    return attempt;
  }
}
