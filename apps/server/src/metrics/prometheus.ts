/** The Metrics port by prom-client. */
import type { CounterName, GaugeName, Metrics, TimingName } from '@parley/engine';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { COUNTERS, exported, GAUGES, STANDING, type StandingName, TIMINGS } from './catalogue.ts';

export interface Exporter {
  readonly metrics: Metrics;
  /** Looks up, whenever Prometheus asks, what stands now. */
  watch(look: () => Promise<Readonly<Record<StandingName, number>>>): void;
  /** All numbers in Prometheus' text format, and its content type. */
  text(): Promise<{ readonly type: string; readonly body: string }>;
}

const MS_PER_S = 1_000;
const namesOf = <Name extends string>(table: Readonly<Record<Name, unknown>>) => Object.keys(table) as Name[];
const mapped = <Name extends string, T>(table: Readonly<Record<Name, unknown>>, make: (name: Name) => T) =>
  new Map(namesOf(table).map((name) => [name, make(name)]));

/** Each exporter has a registry of its own, with the numbers of Node and the process. */
export function prometheusExporter(): Exporter {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  const counters = mapped(
    COUNTERS,
    (name: CounterName) => new Counter({ name: exported.counter(name), help: COUNTERS[name], registers }),
  );
  const timings = mapped(TIMINGS, (name: TimingName) => {
    const { help, edges } = TIMINGS[name];
    const histogram = new Histogram({ name: exported.timing(name), help, buckets: [...edges], registers });
    return { histogram, per: name.endsWith('-ms') ? MS_PER_S : 1 };
  });
  const gauge = (name: GaugeName | StandingName, help: string) => new Gauge({ name: exported.gauge(name), help, registers });
  const gauges = mapped(GAUGES, (name: GaugeName) => gauge(name, GAUGES[name]));
  const standing = mapped(STANDING, (name: StandingName) => gauge(name, STANDING[name]));
  let look: (() => Promise<Readonly<Record<StandingName, number>>>) | undefined;
  return {
    metrics: {
      count: (name, by = 1) => counters.get(name)?.inc(by),
      observe(name, value) {
        const timing = timings.get(name);
        timing?.histogram.observe(value / timing.per);
      },
      set: (name, value) => gauges.get(name)?.set(value),
    },
    watch(how) {
      look = how;
    },
    async text() {
      const found = await look?.();
      for (const [name, its] of standing) its.set(found?.[name] ?? 0);
      return { type: registry.contentType, body: await registry.metrics() };
    },
  };
}
