/** Time that moves only when a test or a simulation says so. */
import type { Clock, Timer } from '../ports/index.ts';

interface Waiting {
  readonly at: number;
  readonly order: number;
  readonly run: () => void;
}

export interface FakeClock extends Clock {
  /** Moves time forward, running what falls due on the way in its order. Promises settle between two timers. */
  advance(ms: number): Promise<void>;
  /** Lets promises settle and yields end, without moving time. */
  settle(): Promise<void>;
  /** Moves time forward and runs nothing: as when work takes long. */
  spend(ms: number): void;
  /** Timers and yields that wait. */
  waiting(): number;
}

export interface FakeClockOptions {
  /** Wall time at the start, ms. */
  readonly now?: number;
  /**
   * One turn of the event loop. The default lets promises settle and is enough where everything is in memory; give one that
   * waits for a real turn where something under test answers from outside this thread.
   */
  readonly turn?: () => Promise<void>;
}

/** Deeper than any chain of awaits in this package. */
const TICKS_PER_TURN = 40;

async function microtasks(): Promise<void> {
  for (let tick = 0; tick < TICKS_PER_TURN; tick += 1) await undefined;
}

/** Stands still until it is moved; timers run in their order when their time comes. */
export function fakeClock(options: FakeClockOptions = {}): FakeClock {
  const start = options.now ?? Date.UTC(2030, 0, 1);
  const turn = options.turn ?? microtasks;
  let elapsed = 0;
  let order = 0;
  const timers = new Set<Waiting>();
  let yields: (() => void)[] = [];

  const nextDue = (until: number): Waiting | undefined => {
    let next: Waiting | undefined;
    for (const timer of timers) {
      if (timer.at > until) continue;
      if (!next || timer.at < next.at || (timer.at === next.at && timer.order < next.order)) next = timer;
    }
    return next;
  };

  async function settle(): Promise<void> {
    await turn();
    while (yields.length > 0) {
      const due = yields;
      yields = [];
      for (const resume of due) resume();
      await turn();
    }
  }

  return {
    now: () => start + elapsed,
    steady: () => elapsed,
    after(ms, run): Timer {
      const timer = { at: elapsed + Math.max(0, ms), order: order++, run };
      timers.add(timer);
      return { cancel: () => void timers.delete(timer) };
    },
    yield: () => new Promise((resolve) => yields.push(resolve)),
    settle,
    spend: (ms) => {
      elapsed += ms;
    },
    async advance(ms) {
      const until = elapsed + ms;
      await settle();
      for (let timer = nextDue(until); timer; timer = nextDue(until)) {
        timers.delete(timer);
        elapsed = Math.max(elapsed, timer.at);
        timer.run();
        await settle();
      }
      elapsed = Math.max(elapsed, until);
    },
    waiting: () => timers.size + yields.length,
  };
}
