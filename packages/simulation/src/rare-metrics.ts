/** Engine metrics that count as rare states. */
import type { CounterName, Metrics } from '@parley/engine';
import type { RareStates } from './rare-states.ts';

/** `counted` hears of each count. */
export const countingRare = (rare: RareStates, counted: (name: CounterName) => void): Metrics => ({
  count(name, by = 1) {
    counted(name);
    if (name === 'gaps-healed') rare.reach('gap-healed-on-server', by);
    if (name === 'head-queries') rare.reach('heads-asked', by);
    if (name === 'bus-renewals') rare.reach('mute-line-renewed', by);
    if (name === 'slow-skips') rare.reach('slow-connection-skipped', by);
  },
  observe() {},
  set() {},
});
