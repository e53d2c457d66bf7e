/** The machine's own time and chance. */
import type { Clock, Random } from '@parley/engine';

export const systemClock: Clock = {
  now: () => Date.now(),
  steady: () => performance.now(),
  after(ms, run) {
    const timer = setTimeout(run, ms);
    timer.unref();
    return { cancel: () => clearTimeout(timer) };
  },
  yield: () => new Promise((resolve) => setImmediate(resolve)),
};

export const systemRandom: Random = { next: () => Math.random() };
