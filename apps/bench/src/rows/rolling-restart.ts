/** Three instances behind the proxy are restarted one after the other while people write: what is lost, and how late viewers are. */
import { startCluster } from '@parley/topology';
import { rollingRestart, rollingSettings } from '../rolling/restart.ts';
import { type Row, withClosing } from '../row.ts';
import { p50p99 } from '../spread.ts';

const STEPS = {
  full: { writers: 8, viewers: 40, between: 300 },
  short: { writers: 4, viewers: 8, between: 40 },
};
/** Figures of the design: no viewer later than this, and each process ended by itself, ms. */
const STALE_MAX_MS = 3_000;
const END_MAX_MS = 10_000;

const seconds = (ms: number): string => `${(ms / 1_000).toFixed(1)} s`;

export const rollingRestartRow: Row = {
  name: 'rolling-restart',
  connections: { full: 60, short: 60 },
  run: (scale) =>
    withClosing(async (closing) => {
      const cluster = await startCluster({ env: rollingSettings });
      closing(cluster.close);
      const step = STEPS[scale];
      const { acknowledged, stored, ends, longestEndMs, lateness, views } = await rollingRestart({
        cluster,
        room: 'rolling',
        ...step,
      });
      const kept = new Set(stored);
      const lost = acknowledged.filter((body) => !kept.has(body)).length;
      const row = `rolling restart of three instances, ${step.writers} writers, ${step.viewers} viewers`;
      const same = new Set(views.map((view) => view.join('\n'))).size === 1;
      const inOrder = ends.every(({ code }) => code === 0);
      return {
        lines: [
          {
            row,
            what: `acknowledged comments lost / doubled, of ${acknowledged.length}`,
            value: `${lost} / ${stored.length - kept.size}${same ? '' : ', and people see different rooms'}`,
            reach: '0 / 0',
            reached: lost === 0 && stored.length === kept.size && same,
          },
          {
            row,
            what: 'from commit to every viewer, p50 / p99',
            value: `${p50p99(lateness)} ms`,
          },
          {
            row,
            what: 'the latest a comment came to a viewer',
            value: seconds(lateness.max),
            reach: `≤ ${seconds(STALE_MAX_MS)}`,
            reached: lateness.max <= STALE_MAX_MS,
          },
          {
            row,
            what: 'from SIGTERM to the end of a process, longest',
            value: seconds(longestEndMs),
            reach: `≤ ${seconds(END_MAX_MS)}`,
            reached: inOrder && longestEndMs <= END_MAX_MS,
          },
        ],
      };
    }),
};
