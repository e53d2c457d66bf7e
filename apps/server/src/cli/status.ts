import { soundConfig } from '../config.ts';
import { openDataFolder } from '../data-folder.ts';
import type { KeeperAnswer } from '../keeper-desk.ts';
import type { StoreCommand } from './command.ts';
import { doorDesk } from './door-client.ts';
import { existingFolder } from './which-store.ts';

const failed = (line: string): KeeperAnswer => ({ ok: false, lines: [line] });

export const status: StoreCommand = {
  usage: 'status',
  says: 'says how many people are connected to the server of a data folder',
  parseForStore(words) {
    if (words.length > 0) return undefined;
    return async (env) => {
      const { shared, dataFolder } = soundConfig(env);
      // Of many instances this process would be one more, and count the people who are on itself: nobody.
      if (shared) return failed('Of many instances each tells its own numbers: at /metrics of its PARLEY_METRICS_PORT.');
      const opened = openDataFolder(existingFolder(dataFolder));
      if (opened.kind === 'in-use') return doorDesk(opened.path)({ do: 'status' });
      opened.folder.release();
      return failed(`No Parley runs on the data folder ${opened.folder.path}.`);
    };
  },
};
