/** Every number of ours that Prometheus gets: the one table that the exporter, the docs and the checks of dashboard and alerts come from. */
import type { CounterName, GaugeName, TimingName } from '@parley/engine';

/** Edges of a histogram, in its unit. */
type Edges = readonly number[];

/** s: from a commit on a fast disk to what nobody waits for. */
const LATENCY: Edges = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];
/** Commands; the last is the largest batch there is. */
const COMMANDS: Edges = [1, 2, 4, 8, 16, 32, 64, 128, 256];

export const COUNTERS: Readonly<Record<CounterName, string>> = {
  'frames-sent': 'Frames of changes written, one for each recipient.',
  'rows-sent': 'Changed parts of comments written, one for each recipient.',
  commits: 'Batches committed by this instance.',
  commands: 'Commands that people sent.',
  refusals: 'Commands that were refused, for whatever reason.',
  'gaps-healed': 'Gaps in the news of a room that a read of the store closed.',
  resets: 'Viewers whose windows were read anew, because their position could not be continued.',
  'catch-ups': 'Viewers brought up to date by one frame or delta.',
  'slow-skips': 'Times a viewer fell behind and was passed over until its line had drained.',
  resyncs: 'Viewers closed because they could not follow; they come back by themselves and resume.',
  'closed-for-lag': 'Of these, because they were too far behind.',
  'closed-for-relapses': 'Of these, because they fell behind again and again.',
  'closed-for-own-bytes': 'Of these, because too many bytes waited for them.',
  'closed-for-all-bytes': 'Of these, because too many bytes waited for all together.',
  'heads-acknowledged': 'Notices of viewers how far they have come.',
  'store-reads': 'Reads of the store for viewers and rooms.',
  'known-retries': 'Commands that were under way or done already and had the first answer again.',
  'head-queries': 'Batched looks at the heads of the rooms open here, because news of them may be missing.',
  'head-audits': 'The same without any cause, every 30 s.',
  'bus-reconnects': 'Times the line from Redis was whole again after it was broken.',
  'bus-renewals': 'Times the line from Redis was begun anew because it was open and brought nothing.',
  'store-errors': 'Commands refused and reads that failed because the store did not do them.',
  'rate-refusals': 'Commands refused because a rate was used up.',
};

/** Names that end in `-ms` are told in seconds, as Prometheus wants all times. */
export const TIMINGS: Readonly<Record<TimingName, { readonly help: string; readonly edges: Edges }>> = {
  'commit-ms': { help: 'One commit of the store.', edges: LATENCY },
  'ack-ms': { help: 'From the arrival of a command to its answer.', edges: LATENCY },
  'batch-size': { help: 'Commands of one commit.', edges: COMMANDS },
  'fan-out-ms': { help: 'Writing one frame to all its recipients, pauses included.', edges: LATENCY },
  'head-lag-ms': {
    help: "From sending a revision to its viewer's acknowledgement, most of it the viewer's own pause.",
    edges: LATENCY,
  },
  'commit-to-deliver-ms': {
    help: 'From the commit of the oldest new comment of a frame, wherever that was, to its last write here; of other changes, from hearing of them.',
    edges: LATENCY,
  },
  'bus-lag-ms': { help: 'From a beat of this instance to its return over Redis.', edges: LATENCY },
};

export const GAUGES: Readonly<Record<GaugeName, string>> = {
  'slow-sessions': 'Viewers that are passed over now, because their lines are behind.',
  'queued-bytes': 'Bytes that wait in this process for lines to take them.',
};

/** What is looked up when Prometheus asks. */
export const STANDING = {
  sockets: 'Connections that are in a room.',
  'rooms-open': 'Rooms open here, those that linger after their last viewer included.',
  ready: '1 when this instance takes new viewers; 0 when its store does not answer or it is draining.',
  degraded: '1 when it serves without hearing the other instances: its viewers see their changes later.',
  'memory-per-socket-bytes':
    'Resident memory above that of the start, divided by the connections; NaN below 100, where it says nothing.',
} as const;
export type StandingName = keyof typeof STANDING;

const underscored = (name: string): string => `parley_${name.replaceAll('-', '_')}`;

/** The name that Prometheus knows each by. */
export const exported = {
  counter: (name: CounterName): string => `${underscored(name)}_total`,
  timing: (name: TimingName): string => underscored(name).replace(/_ms$/, '_seconds'),
  gauge: (name: GaugeName | StandingName): string => underscored(name),
};
