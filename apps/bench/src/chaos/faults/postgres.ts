/** What can happen to Postgres. */
import type { Fault } from './fault.ts';

export const postgresCrash: Fault = {
  name: 'postgres-crash',
  says: 'Postgres is stopped at once (`immediate`, as a crash) and started again.',
  reaches: ['store-refusals', 'commits-resolved'],
  async strike({ world, say, spell }) {
    const { postgres } = world.cluster;
    say('Postgres is stopped');
    await postgres.stop('immediate');
    await spell(100, 1_500);
    await postgres.start();
    say('Postgres is there again');
  },
};

/** Share of a run after which the older copy comes back: once, since a second return would take the same timeline. */
const RETURN_AT = 0.5;

/** One of its own for each run: the copy is made once. */
export function postgresRestore(): Fault {
  let isCopied = false;
  let isRestored = false;
  return {
    name: 'postgres-restore',
    says: 'The database is copied; later the copy takes its place on a timeline of its own. What was acknowledged in between is lost.',
    reaches: ['resets', 'acks-undone'],
    kinds: 2,
    async strike({ world, say, spell, recorder, progress }) {
      const { postgres } = world.cluster;
      if (isRestored || (isCopied && progress() < RETURN_AT)) return false;
      if (!isCopied) {
        isCopied = true;
        await postgres.stop('fast');
        recorder.record({ kind: 'copied' });
        await postgres.keepCopy();
        await postgres.start();
        say('Postgres was copied');
        return true;
      }
      isRestored = true;
      say('Postgres is stopped');
      await postgres.stop('immediate');
      recorder.record({ kind: 'restored' });
      await postgres.putBack();
      await postgres.start();
      await spell(100, 1_000);
      await postgres.promote();
      say('an older copy is in its place');
      return true;
    },
  };
}
