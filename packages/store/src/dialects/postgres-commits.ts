/** Commits on a shared database: one whose answer was lost is looked up before it is answered. */
import type { CommitAnswer, RoomStore } from '@parley/engine';
import type { BatchCommand } from '@parley/model';
import type { Rev, RoomSlug } from '@parley/protocol';
import { commit } from '../commit/commit.ts';
import { OldOutcomes } from '../commit/old-outcomes.ts';
import { wasCommitted } from '../commit/settle.ts';
import { StoreError } from '../errors.ts';
import type { OnReport } from '../report.ts';
import { MANY_WRITERS } from './postgres.ts';
import { steadyNow } from './postgres-line.ts';
import type { Sessions } from './postgres-pool.ts';
import { CommitLost } from './postgres-session.ts';
import type { PostgresTimes } from './postgres-times.ts';

/** The pauses before each look for a commit whose answer was lost, in ms: a restart takes a second or two. */
const LOOKS_MS = [0, 100, 300, 1_000, 2_000, 4_000];

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** `commit` of the store, which takes `times.commit` at most; a batch that is done one by one, `times.use` for each command. */
export function commitsOn(sessions: Sessions, times: PostgresTimes, report: OnReport): RoomStore['commit'] {
  const oldOutcomes = new OldOutcomes();
  const within = (until: number) => Math.min(times.use, until - steadyNow());

  const attempt = (slug: RoomSlug, commands: readonly BatchCommand[], since: Rev, until: number) =>
    sessions.use(
      'writing',
      ({ queries, opening, goOn }) =>
        commit({ queries, opening, dialect: MANY_WRITERS, oldOutcomes, goOn, report }, slug, commands, since),
      within(until),
    );

  /** Whether the commit was done; rejects when the database stays away. */
  async function settle(slug: RoomSlug, commands: readonly BatchCommand[], lost: CommitLost, until: number): Promise<boolean> {
    const answer = lost.result as CommitAnswer;
    for (const ms of LOOKS_MS) {
      if (steadyNow() + ms >= until) break;
      await pause(ms);
      try {
        const look = sessions.use(
          'writing',
          ({ queries }) => wasCommitted(queries, MANY_WRITERS, slug, commands, answer),
          within(until),
        );
        return await look;
      } catch (error) {
        if (!(error instanceof StoreError) || error.code !== 'unreachable') throw error;
      }
    }
    throw lost;
  }

  /** Either found done, and has the answer it had, or is done now. */
  return async (slug, commands, since) => {
    const until = steadyNow() + times.commit;
    try {
      return await attempt(slug, commands, since, until);
    } catch (error) {
      if (!(error instanceof CommitLost)) throw error;
      const isDone = await settle(slug, commands, error, until);
      report(`A commit in ${slug} lost its answer and was found ${isDone ? 'done' : 'not done: it is done now'}.`, 'warn');
      return isDone ? (error.result as CommitAnswer) : attempt(slug, commands, since, until);
    }
  };
}
