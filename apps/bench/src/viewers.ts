/**
 * The process that holds the viewers. Told over IPC how many to open and what to watch for; tells when all of them have seen a
 * mark, and how many marks were seen in all.
 */
import { type Dialect, openViewer, type RawViewer } from './raw-viewer.ts';

/** Handshakes under way at once: a real crowd arrives spread out, and a full accept queue would measure the kernel. */
const OPENING_AT_ONCE = 50;

export type ViewersOrder =
  | { kind: 'open'; url: string; dialect: Dialect; auth: unknown; greeting: 'connected' | 'first-event'; count: number }
  /** Report when every viewer has received an event that holds `mark` (Parley: a cursor `"to":N` at or above). */
  | { kind: 'await'; mark: number }
  | { kind: 'pause' | 'resume'; count: number }
  | { kind: 'reset-counts' }
  | { kind: 'counts' };

export type ViewersReport =
  | { kind: 'opened'; opened: number; milliseconds: number }
  | { kind: 'all-saw'; mark: number }
  | { kind: 'paused' | 'resumed' }
  | { kind: 'counts'; events: number; bytes: number; lowestMark: number; closed: number };

const viewers: RawViewer[] = [];
const seen: number[] = [];
let events = 0;
let bytes = 0;
/** Viewers whose connection the server ended: told to come back, so nothing more reaches them here. */
const closed = new Set<number>();
let awaited = Number.POSITIVE_INFINITY;
let reached = 0;

const report = (message: ViewersReport): void => void process.send?.(message);

/** The mark of an event: the frame's `to` from Parley, the number after `#` from a peer. */
function markOf(text: string): number {
  const at = text.indexOf('"to":');
  if (at >= 0) return Number.parseInt(text.slice(at + 5, at + 21), 10);
  const hash = text.indexOf('#');
  return hash < 0 ? 0 : Number.parseInt(text.slice(hash + 1, hash + 17), 10);
}

function onEvent(index: number, text: string): void {
  const mark = markOf(text);
  if (!mark) return;
  events += 1;
  bytes += text.length;
  const before = seen[index] ?? 0;
  if (mark > before) seen[index] = mark;
  if (before < awaited && mark >= awaited) arrived();
}

function arrived(): void {
  reached += 1;
  if (reached === viewers.length) report({ kind: 'all-saw', mark: awaited });
}

function onClosed(index: number): void {
  if (closed.has(index)) return;
  closed.add(index);
  if ((seen[index] ?? 0) < awaited) arrived();
}

async function open(order: Extract<ViewersOrder, { kind: 'open' }>): Promise<void> {
  const begun = performance.now();
  let next = 0;
  const lane = async (): Promise<void> => {
    while (next < order.count) {
      const index = next++;
      seen[index] = 0;
      viewers[index] = await openViewer(order.url, order.dialect, order.auth, order.greeting, (text) => onEvent(index, text));
      viewers[index]?.socket.once('close', () => onClosed(index));
    }
  };
  await Promise.all(Array.from({ length: OPENING_AT_ONCE }, lane));
  report({ kind: 'opened', opened: viewers.length, milliseconds: performance.now() - begun });
}

/** Stops or resumes reading from the first `count` sockets, as a phone in a tunnel does. */
function hold(count: number, stop: boolean): void {
  for (const viewer of viewers.slice(0, count)) {
    if (stop) viewer.socket.pause();
    else viewer.socket.resume();
  }
  report({ kind: stop ? 'paused' : 'resumed' });
}

process.on('message', (order: ViewersOrder) => {
  if (order.kind === 'open') void open(order);
  else if (order.kind === 'await') {
    awaited = order.mark;
    reached = seen.filter((mark, index) => mark >= awaited || closed.has(index)).length;
    if (reached === viewers.length) report({ kind: 'all-saw', mark: awaited });
  } else if (order.kind === 'reset-counts') {
    events = 0;
    bytes = 0;
  } else if (order.kind === 'counts')
    report({ kind: 'counts', events, bytes, lowestMark: Math.min(...seen), closed: closed.size });
  else hold(order.count, order.kind === 'pause');
});
process.on('disconnect', () => process.exit(0));
