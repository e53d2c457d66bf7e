/** The page of all numbers. */
import type { GaugeName } from '@parley/engine';
import { COUNTERS, exported, GAUGES, STANDING, type StandingName, TIMINGS } from '../metrics/catalogue.ts';
import { code, page, table } from './table.ts';

const rowsOf = <Name extends string>(told: Readonly<Record<Name, string>>, nameOf: (name: Name) => string): string[][] =>
  (Object.keys(told) as Name[]).map((name) => [code(nameOf(name)), told[name]]);

const timings = (Object.keys(TIMINGS) as (keyof typeof TIMINGS)[]).map((name) => {
  const { help, edges } = TIMINGS[name];
  return [code(exported.timing(name)), help, `${edges[0]} to ${edges.at(-1)}`];
});

export const metricsPage = (): string =>
  page('Numbers', 'apps/server/src/metrics/catalogue.ts', [
    'With `PARLEY_METRICS_PORT` set, an instance tells its numbers to Prometheus under `/metrics` on that port, and nowhere else. Beside those below there are the usual ones of a Node process: `process_*` and `nodejs_*`, of which `nodejs_eventloop_lag_p99_seconds` is the loop delay. `infra/dashboards` has a dashboard for Grafana and alerts for Prometheus; what each alert means stands in [operations](operations.md).',
    '## Counted since the start',
    table(['name', 'meaning'], rowsOf(COUNTERS, exported.counter)),
    '## Measured, as histograms',
    'Times are in seconds.',
    table(['name', 'meaning', 'edges'], timings),
    '## Standing now',
    table(['name', 'meaning'], [...rowsOf<GaugeName>(GAUGES, exported.gauge), ...rowsOf<StandingName>(STANDING, exported.gauge)]),
  ]);
