import { describe, expect, it } from 'vitest';
import { COUNTERS, exported, GAUGES, STANDING, type StandingName, TIMINGS } from './catalogue.ts';
import { prometheusExporter } from './prometheus.ts';
import { standingOf } from './standing.ts';

const namesOf = <Name extends string>(table: Readonly<Record<Name, unknown>>) => Object.keys(table) as Name[];
const standing = Object.fromEntries(namesOf(STANDING).map((name, at) => [name, at + 1])) as Record<StandingName, number>;

describe('the exporter', () => {
  it('OPS-2 every name of the Metrics port is exported with what it was told, times in seconds', async () => {
    const { metrics, watch, text } = prometheusExporter();
    namesOf(COUNTERS).forEach((name, at) => {
      metrics.count(name, at + 1);
      metrics.count(name);
    });
    for (const name of namesOf(TIMINGS)) metrics.observe(name, 250);
    namesOf(GAUGES).forEach((name, at) => {
      metrics.set(name, 999);
      metrics.set(name, at);
    });
    watch(async () => standing);
    const { type, body } = await text();
    expect(type).toContain('text/plain');
    const lines = body.split('\n');
    namesOf(COUNTERS).forEach((name, at) => {
      expect(lines).toContain(`${exported.counter(name)} ${at + 2}`);
    });
    for (const name of namesOf(TIMINGS))
      expect(lines).toContain(`${exported.timing(name)}_sum ${name.endsWith('-ms') ? 0.25 : 250}`);
    namesOf(GAUGES).forEach((name, at) => {
      expect(lines).toContain(`${exported.gauge(name)} ${at}`);
    });
    for (const name of namesOf(STANDING)) expect(lines).toContain(`${exported.gauge(name)} ${standing[name]}`);
  });

  it('OPS-2 the numbers of the process ride along, loop delay among them, and each name has its help', async () => {
    const { body } = await prometheusExporter().text();
    for (const name of ['process_resident_memory_bytes', 'process_cpu_seconds_total', 'nodejs_eventloop_lag_p99_seconds'])
      expect(body).toMatch(new RegExp(`^${name} `, 'm'));
    const told = new Set([...body.matchAll(/^# HELP (\S+) \S/gm)].map(([, name]) => name));
    const typed = [...body.matchAll(/^# TYPE (\S+) /gm)].map(([, name]) => name);
    expect(typed.filter((name) => !told.has(name))).toEqual([]);
  });

  it('OPS-2 memory per socket is what came since the start, and no number while there are few', async () => {
    const parleyWith = (sessions: number) =>
      ({
        engine: { status: () => ({ rooms: 3, sessions, draining: false }) },
        readiness: async () => ({ status: 'degraded', reasons: [] }),
      }) as unknown as Parameters<typeof standingOf>[0];
    expect(await standingOf(parleyWith(200), 1_000, 5_000)).toEqual({
      sockets: 200,
      'rooms-open': 3,
      ready: 1,
      degraded: 1,
      'memory-per-socket-bytes': 20,
    });
    expect((await standingOf(parleyWith(99), 1_000, 5_000))['memory-per-socket-bytes']).toBeNaN();
    const { watch, text } = prometheusExporter();
    watch(() => standingOf(parleyWith(2), 0));
    expect((await text()).body).toMatch(/^parley_memory_per_socket_bytes nan$/im);
  });
});
