/** The control: nothing is broken, so nothing may come about that is taken for the work of a fault. */
import type { Fault } from './fault.ts';

/** `avoids`: all that the faults are for. */
export const calm = (avoids: Fault['reaches']): Fault => ({
  name: 'calm',
  says: 'Nothing is broken, but for the lines of the hidden tab and of the narrow one, as in every run.',
  reaches: [],
  avoids,
  kinds: 0,
  async strike() {
    return false;
  },
});
