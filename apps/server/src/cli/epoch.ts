import { renewLineage } from '@parley/store';
import type { StoreCommand } from './command.ts';
import { databaseUrl, inOneLine } from './which-store.ts';

const said = (line: string) => ({ ok: true, lines: [line] });

export const epoch: StoreCommand = {
  usage: 'epoch new',
  says: 'after a restore of the shared database from a dump: whoever saw more than it holds begins anew, connected people too',
  parseForStore(words) {
    if (words.join(' ') !== 'new') return undefined;
    return async (env) => {
      const url = databaseUrl(env);
      if (url === undefined) return said('An embedded database needs none: each start begins a new epoch by itself.');
      const closed = await inOneLine(renewLineage(url));
      const running = closed > 0 ? ` ${closed} connections of running instances were closed: they go on in it.` : '';
      return said(`A new epoch has begun.${running}`);
    };
  },
};
