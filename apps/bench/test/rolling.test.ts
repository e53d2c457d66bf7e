import { type Cluster, startCluster } from '@parley/topology';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { rollingRestart, rollingSettings } from '../src/rolling/restart.ts';

const INSTANCES = 3;
let cluster: Cluster;
beforeAll(async () => {
  cluster = await startCluster({ instances: INSTANCES, env: rollingSettings });
});
afterAll(() => cluster?.close());

it('SCALE-4 a rolling restart under load loses and doubles nothing that was acknowledged, and all see the same', async () => {
  const options = { cluster, room: 'restarted', writers: 4, viewers: 8, between: 40 };
  const { acknowledged, ends, lateness, views, stored } = await rollingRestart(options);
  expect(ends.map(({ code, signal }) => ({ code, signal }))).toEqual(Array(INSTANCES).fill({ code: 0, signal: null }));
  expect(acknowledged.length).toBeGreaterThanOrEqual((INSTANCES + 1) * options.between);
  expect(acknowledged.filter((body) => !stored.includes(body))).toEqual([]);
  expect(new Set(stored).size).toBe(stored.length);
  // Each comment but the first, which was there before, was timed at each viewer, the last and latest ones too.
  expect(lateness.count).toBe(options.viewers * (stored.length - 1));
  expect(views).toHaveLength(options.writers + options.viewers);
  for (const view of views) expect(view).toEqual(views[0]);
  expect(views[0]).toHaveLength(stored.length);
});
