/** What is asked of every measured server, whoever wrote it. */
import type { ChildProcess } from 'node:child_process';
import { setTimeout as wait } from 'node:timers/promises';
import { cpuSeconds, residentKib } from '../process-usage.ts';
import type { MeasuredReport } from '../programs/measured.ts';
import { ask, stop } from './child.ts';

export interface MeasuredServer {
  readonly port: number;
  /** CPU seconds of the process so far, all its threads. */
  cpuSeconds(): number;
  /** Resident memory after collecting garbage and giving the allocator time to return pages, KiB. */
  settledKib(): Promise<number>;
  resetLoopDelay(): void;
  /** How late the event loop was since the last reset, ms. */
  loopDelay(): Promise<{ readonly p50: number; readonly p99: number; readonly max: number }>;
  /** Whether the process still runs. */
  alive(): boolean;
  /** Kills it as a crash does and waits until it is gone. */
  kill(): Promise<void>;
}

/** Time for the allocator to give pages back after a collection, ms, and in how many collections. */
const SETTLE = { ms: 1_500, times: 3 };

/** A child that was started with `measured`. */
export function measuredServer(child: ChildProcess, port: number): MeasuredServer {
  const pid = child.pid ?? 0;
  return {
    port,
    cpuSeconds: () => cpuSeconds(pid),
    async settledKib() {
      for (let n = 0; n < SETTLE.times; n++) {
        child.send({ kind: 'collect-garbage' });
        await wait(SETTLE.ms / SETTLE.times);
      }
      return residentKib(pid);
    },
    resetLoopDelay: () => void child.send({ kind: 'loop-delay-reset' }),
    loopDelay: () => ask<MeasuredReport, 'loop-delay'>(child, { kind: 'loop-delay' }, 'loop-delay'),
    alive: () => child.exitCode === null && child.signalCode === null,
    kill: () => stop(child),
  };
}
