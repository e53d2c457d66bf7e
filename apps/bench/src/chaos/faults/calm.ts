/** No fault at all: a state that is reached here too says nothing of the others. */
import type { Fault } from './fault.ts';

export const CALM = 'calm';

export const calm: Fault = {
  name: CALM,
  says: 'Nothing is broken, but for the lines of the hidden tab and of the narrow one, as in every run.',
  reaches: [],
  kinds: 0,
  async strike() {
    return false;
  },
};
