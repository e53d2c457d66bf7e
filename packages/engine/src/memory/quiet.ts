/** A log for those who do not listen, and metrics for those who count. */
import type { CounterName, Log, Metrics, TimingName } from '../ports/index.ts';

export const nullLog = (): Log => ({ info() {}, warn() {}, error() {} });

export interface CountingMetrics extends Metrics {
  counted(name: CounterName): number;
  observed(name: TimingName): readonly number[];
}

/** Keeps every observation: for tests and simulations, not for servers. */
export function countingMetrics(): CountingMetrics {
  const counters = new Map<CounterName, number>();
  const timings = new Map<TimingName, number[]>();
  return {
    count: (name, by = 1) => void counters.set(name, (counters.get(name) ?? 0) + by),
    observe(name, value) {
      const values = timings.get(name) ?? [];
      values.push(value);
      timings.set(name, values);
    },
    counted: (name) => counters.get(name) ?? 0,
    observed: (name) => timings.get(name) ?? [],
  };
}
