/** What can happen to Postgres. */
import type { Recorder } from '../history/recorder.ts';
import type { Fault } from './fault.ts';

export const postgresCrash: Fault = {
  name: 'postgres-crash',
  says: 'Postgres is stopped at once (`immediate`, as a crash) and started again.',
  reaches: ['store-refusals'],
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
/** Acknowledgements since the copy that its return must undo, however short the run. */
const UNDONE_LEAST = 60;

export const postgresRestore: Fault = {
  name: 'postgres-restore',
  says: 'The database is copied; later the copy takes its place on a timeline of its own. What was acknowledged in between is lost.',
  reaches: ['resets', 'acks-undone', 'epochs'],
  kinds: 2,
  async strike({ world, say, spell, recorder, progress }, count) {
    const { postgres } = world.cluster;
    if (count > 2) return false;
    if (count === 1) {
      await postgres.stop('fast');
      recorder.record({ kind: 'copied' });
      await postgres.keepCopy();
      await postgres.start();
      say('Postgres was copied');
      return true;
    }
    if (progress() < RETURN_AT || ackedSinceCopy(recorder) < UNDONE_LEAST) return false;
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

const ackedSinceCopy = ({ lines }: Recorder) =>
  lines.slice(lines.findIndex(({ kind }) => kind === 'copied')).filter((line) => line.kind === 'answered' && line.answer.ok)
    .length;
