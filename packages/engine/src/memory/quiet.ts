/** A log for those who do not listen, and metrics for those who count. */
import type { CounterName, GaugeName, Log, Metrics, TimingName } from '../ports/index.ts';

export const nullLog = (): Log => ({ info() {}, warn() {}, error() {} });

export interface CountingMetrics extends Metrics {
  counted(name: CounterName): number;
  observed(name: TimingName): readonly number[];
  /** 0 where nothing was set. */
  standing(name: GaugeName): number;
}

/** Keeps every observation: for tests and simulations, not for servers. */
export function countingMetrics(): CountingMetrics {
  const counters = new Map<CounterName, number>();
  const timings = new Map<TimingName, number[]>();
  const gauges = new Map<GaugeName, number>();
  return {
    count: (name, by = 1) => void counters.set(name, (counters.get(name) ?? 0) + by),
    observe(name, value) {
      const values = timings.get(name) ?? [];
      values.push(value);
      timings.set(name, values);
    },
    set: (name, value) => void gauges.set(name, value),
    standing: (name) => gauges.get(name) ?? 0,
    counted: (name) => counters.get(name) ?? 0,
    observed: (name) => timings.get(name) ?? [],
  };
}
