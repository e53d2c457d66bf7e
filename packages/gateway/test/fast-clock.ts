/** The system's clock, so many times as fast: what takes half a minute by the rules is seen in seconds. */
import type { Clock } from '@parley/engine';
import { systemClock } from '../src/index.ts';

export const fastClock = (times: number): Clock => ({
  ...systemClock,
  steady: () => systemClock.steady() * times,
  after: (ms, run) => systemClock.after(ms / times, run),
});
