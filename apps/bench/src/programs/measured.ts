/**
 * Preloaded into every measured server, Parley and peers alike, so that all are asked the same way: collects garbage when asked, so
 * that memory is compared and not luck (needs --expose-gc), and tells how late its event loop was. Ends with the bench.
 */
import { monitorEventLoopDelay } from 'node:perf_hooks';

export type MeasuredOrder = { kind: 'collect-garbage' } | { kind: 'loop-delay-reset' } | { kind: 'loop-delay' };
export type MeasuredReport = { kind: 'loop-delay'; p50: number; p99: number; max: number };

/** How often the loop is looked at, ms. The histogram counts this wait as delay: it is taken off. */
const RESOLUTION_MS = 10;

const collect = (globalThis as { gc?: () => void }).gc;
if (!collect) throw new Error('start node with --expose-gc');

const delays = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
delays.enable();
const lateMs = (ns: number): number => Math.max(0, ns / 1e6 - RESOLUTION_MS);

process.on('message', (order: MeasuredOrder) => {
  if (order.kind === 'collect-garbage') collect();
  else if (order.kind === 'loop-delay-reset') delays.reset();
  else if (order.kind === 'loop-delay') {
    const report: MeasuredReport = {
      kind: 'loop-delay',
      p50: lateMs(delays.percentile(50)),
      p99: lateMs(delays.percentile(99)),
      max: lateMs(delays.max),
    };
    process.send?.(report);
  }
});
process.on('disconnect', () => process.exit(0));
