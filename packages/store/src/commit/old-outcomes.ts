/** When commits also drop outcomes that no retry will ask for any more. */
import type { BatchCommand } from '@parley/model';
import type { Queries } from '../queries.ts';
import type { CommitDialect } from './commit.ts';

/** Commands between two looks at the oldest outcomes: a look costs as much as a small commit. */
const EVERY_COMMANDS = 64;
/** Old outcomes dropped per new one: more than one, so that a backlog shrinks. */
const DROPPED_PER_COMMAND = 2;

/** Counts the commands of one opening of a store. */
export class OldOutcomes {
  #commands = EVERY_COMMANDS;

  /** Part of a commit: a look when its turn has come, the first commit's included, and a step small enough for any. */
  async drop(queries: Queries, { dropOldOutcomes }: CommitDialect, commands: readonly BatchCommand[]): Promise<void> {
    this.#commands += commands.length;
    if (this.#commands < EVERY_COMMANDS) return;
    const max = DROPPED_PER_COMMAND * this.#commands;
    this.#commands = 0;
    await dropOldOutcomes(queries, Math.max(...commands.map(({ now }) => now)), max);
  }
}
