import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { whatIsSet } from '../config.ts';
import { StartFault } from '../start-fault.ts';
import type { StoreCommand } from './command.ts';
import { withDesk } from './with-desk.ts';
import { isFile } from './words.ts';

export const backup: StoreCommand = {
  usage: 'backup FILE',
  says: 'copies the whole database of a data folder into a new file, also while the server runs',
  parseForStore([file, ...more]) {
    if (!isFile(file) || more.length > 0) return undefined;
    // The server may stand in another folder: it gets the whole path.
    const path = resolve(file);
    return async (env) => {
      // Before anything else is asked for: what is missing would change nothing.
      if (whatIsSet(env).DATABASE_URL !== undefined)
        throw new StartFault(
          'A shared database is copied with its own tool: pg_dump --format=custom --file FILE "$DATABASE_URL".',
        );
      if (existsSync(path)) throw new StartFault(`${file} exists already.`);
      return withDesk(env, (desk) => desk({ do: 'backup', path }));
    };
  },
};
