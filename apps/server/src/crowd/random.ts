/** A number in [0, 1), as `Math.random` gives it. */
export type Chance = () => number;

/** One of several. The list may not be empty. */
export function pick<T>(items: readonly T[], chance: Chance): T {
  const item = items[Math.min(items.length - 1, Math.floor(chance() * items.length))];
  if (item === undefined) throw new RangeError('nothing to pick from');
  return item;
}

/** One of several, each as likely as its weight says. */
export function pickWeighted<T>(items: readonly (readonly [T, number])[], chance: Chance): T {
  const total = items.reduce((sum, [, weight]) => sum + weight, 0);
  let rest = chance() * total;
  for (const [item, weight] of items) {
    rest -= weight;
    if (rest < 0) return item;
  }
  return pick(items, () => 1)[0];
}

export const between = (low: number, high: number, chance: Chance): number => low + (high - low) * chance();
