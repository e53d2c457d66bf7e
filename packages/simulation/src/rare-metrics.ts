/** Engine metrics that count as rare states. */
import type { Metrics } from '@parley/engine';
import type { RareStates } from './rare-states.ts';

export const countingRare = (rare: RareStates): Metrics => ({
  count(name, by = 1) {
    if (name === 'gaps-healed') rare.reach('gap-healed-on-server', by);
    if (name === 'head-queries') rare.reach('heads-asked', by);
    if (name === 'bus-renewals') rare.reach('mute-line-renewed', by);
    if (name === 'slow-skips') rare.reach('slow-connection-skipped', by);
  },
  observe() {},
  set() {},
});
