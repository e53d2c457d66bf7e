/**
 * Preloaded into every measured server, Parley and peers alike, so that all are asked the same way: collects garbage when asked, so
 * that memory is compared and not luck (needs --expose-gc), and tells how late its event loop was, counted from when that is first
 * asked for: a timer a hundred times a second costs more than a quiet server does. Ends with the bench.
 */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { isMainThread } from 'node:worker_threads';

export type MeasuredOrder = { kind: 'collect-garbage' } | { kind: 'loop-delay-reset' } | { kind: 'loop-delay' };
export type MeasuredReport = { kind: 'loop-delay'; p50: number; p99: number; max: number };

/** How often the loop is looked at, ms. The histogram counts this wait as delay: it is taken off. */
const RESOLUTION_MS = 10;

const collect = (globalThis as { gc?: () => void }).gc;
if (!collect) throw new Error('start node with --expose-gc');

const delays = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
const lateMs = (ns: number): number => Math.max(0, ns / 1e6 - RESOLUTION_MS);

function take(order: MeasuredOrder): void {
  if (order.kind === 'collect-garbage') collect?.();
  else if (order.kind === 'loop-delay-reset') {
    delays.enable();
    delays.reset();
  } else {
    const report: MeasuredReport = {
      kind: 'loop-delay',
      p50: lateMs(delays.percentile(50)),
      p99: lateMs(delays.percentile(99)),
      max: lateMs(delays.max),
    };
    process.send?.(report);
  }
}

// Threads of the server are given the same preload.
if (isMainThread) {
  process.on('message', take);
  process.on('disconnect', () => process.exit(0));
}
