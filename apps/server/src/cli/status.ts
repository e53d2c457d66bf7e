import { whatIsSet } from '../config.ts';
import type { StoreCommand } from './command.ts';
import { withDesk } from './with-desk.ts';

/** Of many instances this process would be one more, and count the people who are on itself: nobody. */
const OF_MANY = {
  ok: false,
  lines: ['Of many instances each tells its own numbers: at /metrics of its PARLEY_METRICS_PORT.'],
};

export const status: StoreCommand = {
  usage: 'status',
  says: 'says how many people are connected to the server of a data folder',
  parseForStore: (words) =>
    words.length > 0
      ? undefined
      : async (env) => (whatIsSet(env).REDIS_URL === undefined ? withDesk(env, (desk) => desk({ do: 'status' })) : OF_MANY),
};
