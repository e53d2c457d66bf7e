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
  /** Times a connection fell behind and was passed over from then on. */
  | 'slow-skips'
  /** Connections closed because they could not follow, in all; by which bound below. */
  | 'resyncs'
  | 'closed-for-lag'
  | 'closed-for-relapses'
  | 'closed-for-own-bytes'
  | 'closed-for-all-bytes'
  /** `acknowledge-head` notices. */
  | 'heads-acknowledged'
  | 'store-reads'
  | 'known-retries'
  /** Batched looks at the heads of the rooms that are open here. */
  | 'head-queries'
  /** The same without any cause, every 30 s. */
  | 'head-audits'
  /** Times the bus's line was whole again after it was broken. */
  | 'bus-reconnects'
  /** Times a line was begun anew because it was open and brought nothing. */
  | 'bus-renewals'
  /** Commands refused, and reads that failed, because the store did not do them; a read that several share is one. */
  | 'store-errors'
  /** Commands refused because a rate was used up. */
  | 'rate-refusals';
/**
 * `head-lag-ms`: from sending a revision to its acknowledgement, most of it the client's own pause · `commit-to-deliver-ms`: to
 * the last write of a frame here, from the time of its oldest new comment by the clock of the host that stored it, or from hearing
 * of its oldest change when that is longer · `bus-lag-ms`: from a beat to its return over
 * the bus.
 */
export type TimingName =
  | 'commit-ms'
  | 'ack-ms'
  | 'batch-size'
  | 'fan-out-ms'
  | 'head-lag-ms'
  | 'commit-to-deliver-ms'
  | 'bus-lag-ms';
/** What stands now. Connections that are passed over, and bytes that wait in this process for connections to take them. */
export type GaugeName = 'slow-sessions' | 'queued-bytes';

export interface Metrics {
  count(name: CounterName, by?: number): void;
  observe(name: TimingName, value: number): void;
  /** Replaces a value. */
  set(name: GaugeName, value: number): void;
}
