/** When commits also drop outcomes that no retry will ask for any more. */
import type { BatchCommand } from '@parley/model';
import type { Queries } from '../queries.ts';
import type { CommitDialect } from './commit.ts';

/** Commands between two looks at the oldest outcomes: a look costs as much as a small commit. */
export const LOOK_EVERY_COMMANDS = 64;
/** Old outcomes dropped per new one: more than one, so that a backlog shrinks. */
export const DROPPED_PER_COMMAND = 2;

/**
 * Counts the commands of one opening of a store. Pace: at any time at least `DROPPED_PER_COMMAND` old outcomes (or all) have gone
 * for each command, but for those of the last `LOOK_EVERY_COMMANDS`; no commit drops more than that for those since the last look.
 */
export class OldOutcomes {
  // The first commit looks: a process that lives for one command would never come to its turn.
  #commands = LOOK_EVERY_COMMANDS;

  /** Part of a commit: a look when its turn has come, and a step small enough for any. */
  async drop(queries: Queries, { dropOldOutcomes }: CommitDialect, commands: readonly BatchCommand[]): Promise<void> {
    this.#commands += commands.length;
    if (this.#commands < LOOK_EVERY_COMMANDS) return;
    const max = DROPPED_PER_COMMAND * this.#commands;
    this.#commands = 0;
    await dropOldOutcomes(queries, Math.max(...commands.map(({ now }) => now)), max);
  }
}
