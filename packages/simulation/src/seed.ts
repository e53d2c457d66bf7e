/** Chance that a seed decides: the same seed gives the same run. */

export interface Chance {
  /** A number in [0, 1). */
  next(): number;
  /** True with this probability. */
  hit(probability: number): boolean;
  /** A whole number in [0, bound). */
  below(bound: number): number;
  /** A number in [low, high). */
  between(low: number, high: number): number;
  pick<T>(list: readonly T[]): T | undefined;
  bytes(count: number): Uint8Array;
  /** Chance of its own for one part, so that its use does not shift what others meet. */
  fork(): Chance;
}

/** Mulberry32 by Tommy Ettinger (public domain): small, fast, and good enough to choose steps. */
export function chanceOf(seed: number): Chance {
  let state = Math.imul(seed, 0x9e3779b1) | 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
  const below = (bound: number): number => Math.floor(next() * bound);
  return {
    next,
    hit: (probability) => next() < probability,
    below,
    between: (low, high) => low + next() * (high - low),
    pick: (list) => list[below(list.length)],
    bytes: (count) => Uint8Array.from({ length: count }, () => below(256)),
    fork: () => chanceOf(below(0x7fffffff)),
  };
}
