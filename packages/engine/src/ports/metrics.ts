/** Numbers about the engine itself. Names are stable: dashboards read them. */
export type CounterName =
  | 'frames-sent'
  | 'rows-sent'
  | 'commits'
  | 'commands'
  | 'refusals'
  | 'gaps-healed'
  | 'resets'
  | 'catch-ups'
  | 'slow-skips'
  | 'store-reads'
  | 'known-retries';
export type TimingName = 'commit-ms' | 'ack-ms' | 'batch-size' | 'fan-out-ms';

export interface Metrics {
  count(name: CounterName, by?: number): void;
  observe(name: TimingName, value: number): void;
}
