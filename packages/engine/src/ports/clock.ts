/** Time. Wall time for what people see, steady time for waiting. */
import type { Millis } from '@parley/protocol';

export interface Timer {
  cancel(): void;
}

export interface Clock {
  /** Wall time, ms since 1970. May jump. */
  now(): Millis;
  /** Monotonic time in ms, fractions allowed; only differences mean anything. */
  steady(): number;
  /** Runs once after `ms`. Does not keep the process alive. */
  after(ms: number, run: () => void): Timer;
  /** Lets other work of this process run first; used between slices of a fan-out. */
  yield(): Promise<void>;
}
