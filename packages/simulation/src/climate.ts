/** How much goes wrong in a run, and what is there before it: chosen by the seed, so that some runs are nearly calm and some wild. */
import { RATES, type Rate, type RateName } from '@parley/protocol';
import type { Chance } from './seed.ts';

export interface Climate {
  readonly servers: number;
  /** Comments that stand before the first step. */
  readonly past: number;
  /** Probabilities per bus message and receiver. */
  readonly bus: { readonly lost: number; readonly doubled: number; readonly late: number };
  /** Probability that a commit is too large for the bus, so that its head alone is told. */
  readonly headOnly: number;
  /** Probabilities per call of the store. `before`: not done and no answer; `after`: done, and the answer is lost. */
  readonly store: { readonly before: number; readonly after: number; readonly slow: number; readonly readFails: number };
  /** Longest time a packet travels, ms. */
  readonly latencyMs: number;
  /** Rows above which the store says that a catch-up is too many: a small room reaches it too. */
  readonly sinceMax: number;
  /** Rates in force: generous, or so small that people meet them. */
  readonly rates: Record<RateName, Rate>;
  /** Probability that an attempt to connect fails. */
  readonly unreachable: number;
  /** Whether anything happens to servers; where nothing does, what the bus loses is found by what servers say alone. */
  readonly serverFaults: boolean;
}

const free: Rate = { burst: 100_000, everyMs: 1 };
const generous: Record<RateName, Rate> = {
  ...{
    writes: free,
    votes: free,
    reads: free,
    pages: free,
    guests: free,
    addressWrites: free,
    commentVotes: free,
    roomWrites: free,
  },
};
const tight: Record<RateName, Rate> = { ...RATES, writes: { burst: 2, everyMs: 1_500 }, votes: { burst: 3, everyMs: 700 } };

export function climateOf(chance: Chance): Climate {
  const some = (most: number) => (chance.hit(0.4) ? 0 : chance.between(0, most));
  return {
    servers: chance.pick([1, 2, 2, 3]) ?? 2,
    past: chance.pick([0, 3, 12, 40, 50]) ?? 0,
    bus: { lost: some(0.4), doubled: some(0.3), late: some(0.6) },
    headOnly: some(0.2),
    store: { before: some(0.15), after: some(0.15), slow: some(0.5), readFails: some(0.1) },
    latencyMs: chance.pick([0, 5, 40, 400]) ?? 0,
    sinceMax: chance.pick([10_000, 10_000, 40, 8]) ?? 10_000,
    rates: chance.hit(0.15) ? tight : generous,
    unreachable: some(0.3),
    serverFaults: chance.hit(0.75),
  };
}

/** After the storm nothing goes wrong. */
export const CALM: Climate = {
  servers: 0,
  past: 0,
  bus: { lost: 0, doubled: 0, late: 0 },
  headOnly: 0,
  store: { before: 0, after: 0, slow: 0, readFails: 0 },
  latencyMs: 1,
  sinceMax: 10_000,
  rates: generous,
  unreachable: 0,
  serverFaults: true,
};
