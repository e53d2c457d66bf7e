/**
 * The process that holds viewers. Told over IPC how many to open and what to watch for; tells when all of them have seen a mark,
 * how many marks were seen in all, and how long each change took to reach them.
 */
import { Histogram, type SentHistogram } from '../histogram.ts';
import { type Write, waitsOf } from '../latency.ts';
import type { ViewerTarget } from '../raw-viewer.ts';
import { Watcher } from '../watcher.ts';

/** Handshakes under way at once: a real crowd arrives spread out, and a full accept queue would measure the kernel. */
const OPENING_AT_ONCE = 50;

export type ViewersOrder =
  | { kind: 'open'; target: ViewerTarget; count: number }
  /** Report when every viewer has seen the mark or was told to come back. */
  | { kind: 'await'; mark: number }
  | { kind: 'pause' | 'resume'; count: number }
  | { kind: 'return-to'; url: string }
  /** Report when every viewer has been greeted again; times count from `since` of the shared clock. */
  | { kind: 'await-back'; since: number }
  /** Keeps the arrivals from now on, forgetting earlier ones. */
  | { kind: 'record' }
  /** How long each write took to each viewer from the `first` on. `exact`: every mark is a message of its own. */
  | { kind: 'waits'; writes: readonly Write[]; exact: boolean; first: number }
  | { kind: 'reset-counts' }
  | { kind: 'counts' };

export type ViewersReport =
  | { kind: 'opened'; opened: number }
  | { kind: 'all-saw'; mark: number }
  | { kind: 'paused' | 'resumed' | 'recording' }
  | { kind: 'back'; times: SentHistogram }
  | { kind: 'waits'; waits: SentHistogram; missing: number }
  | { kind: 'counts'; events: number; bytes: number; lowestMark: number; closed: number; gaps: number };

const viewers: Watcher[] = [];
let events = 0;
let bytes = 0;
let awaited = Number.POSITIVE_INFINITY;
let awaitedSince: number | undefined;
let returning = false;

const report = (message: ViewersReport): void => void process.send?.(message);

/** A viewer that was cut for good gets nothing more here; one that comes back will. */
const hasArrived = (viewer: Watcher): boolean => viewer.seen >= awaited || (viewer.closed && !returning);

let missing = 0;
function look(): void {
  missing = viewers.reduce((sum, viewer) => (hasArrived(viewer) ? sum : sum + 1), 0);
  if (missing === 0) told();
}
function told(): void {
  report({ kind: 'all-saw', mark: awaited });
  awaited = Number.POSITIVE_INFINITY;
}

const hooks = {
  event(size: number): void {
    events += 1;
    bytes += size;
  },
  rose(viewer: Watcher, before: number): void {
    if (before >= awaited || viewer.seen < awaited || (viewer.closed && !returning)) return;
    missing -= 1;
    if (missing === 0) told();
  },
  closed(): void {
    if (awaited !== Number.POSITIVE_INFINITY) look();
  },
};

async function open({ target, count }: Extract<ViewersOrder, { kind: 'open' }>): Promise<void> {
  const opened = Array.from({ length: count }, () => new Watcher(target, hooks));
  viewers.push(...opened);
  const waiting = opened.values();
  const lane = async (): Promise<void> => {
    for (const viewer of waiting) await viewer.open();
  };
  await Promise.all(Array.from({ length: OPENING_AT_ONCE }, lane));
  report({ kind: 'opened', opened: viewers.length });
}

/** Stops or resumes reading from the first `count` sockets, as a phone in a tunnel does. */
function hold(count: number, stop: boolean): void {
  for (const { viewer } of viewers.slice(0, count)) {
    if (stop) viewer?.socket.pause();
    else viewer?.socket.resume();
  }
  report({ kind: stop ? 'paused' : 'resumed' });
}

/** How often it is looked whether all are back, ms. Their times are taken when they happen. */
const LOOK_MS = 50;
function awaitBack(): void {
  if (awaitedSince === undefined) return;
  if (viewers.some(({ backAt }) => backAt === undefined)) {
    setTimeout(awaitBack, LOOK_MS);
    return;
  }
  const times = new Histogram();
  for (const { backAt = 0 } of viewers) times.add(backAt - awaitedSince);
  awaitedSince = undefined;
  report({ kind: 'back', times: times.send() });
}

process.on('message', (order: ViewersOrder) => {
  switch (order.kind) {
    case 'open':
      void open(order);
      break;
    case 'await':
      awaited = order.mark;
      look();
      break;
    case 'pause':
    case 'resume':
      hold(order.count, order.kind === 'pause');
      break;
    case 'return-to':
      returning = true;
      for (const viewer of viewers) viewer.returnTo(order.url);
      break;
    case 'await-back':
      awaitedSince = order.since;
      awaitBack();
      break;
    case 'record':
      for (const viewer of viewers) viewer.arrivals = [];
      report({ kind: 'recording' });
      break;
    case 'waits': {
      const { waits, missing: never } = waitsOf(viewers.slice(order.first), order.writes, order.exact);
      report({ kind: 'waits', waits: waits.send(), missing: never });
      break;
    }
    case 'reset-counts':
      events = 0;
      bytes = 0;
      break;
    case 'counts': {
      const lowestMark = viewers.reduce((low, { seen }) => Math.min(low, seen), Number.POSITIVE_INFINITY);
      const closed = viewers.filter((viewer) => viewer.closed).length;
      const gaps = viewers.reduce((sum, viewer) => sum + viewer.gaps, 0);
      report({ kind: 'counts', events, bytes, lowestMark, closed, gaps });
    }
  }
});
process.on('disconnect', () => process.exit(0));
