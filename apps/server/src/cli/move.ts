import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { moveStore } from '@parley/store';
import { openDataFolder } from '../data-folder.ts';
import { StartFault } from '../start-fault.ts';
import type { StoreCommand } from './command.ts';
import { databaseUrl, dataFolder, existingFolder, inOneLine } from './which-store.ts';
import { isFile } from './words.ts';

/** The folder stays locked meanwhile: no server writes to what is being taken along. */
async function moveFolder(path: string, url: string) {
  const opened = openDataFolder(existingFolder(path));
  if (opened.kind === 'in-use') throw new StartFault(`The data folder ${path} is in use by a Parley. Stop it first.`);
  try {
    return await inOneLine(moveStore({ file: opened.folder.database, url }));
  } finally {
    opened.folder.release();
  }
}

export const move: StoreCommand = {
  usage: 'move [FOLDER]',
  says: 'takes a data folder (PARLEY_DATA, or the one named) to the empty Postgres that DATABASE_URL names, whole or not at all',
  parseForStore([folder, ...more]) {
    if ((folder !== undefined && !isFile(folder)) || more.length > 0) return undefined;
    return async (env) => {
      const url = databaseUrl(env);
      if (url === undefined) throw new StartFault('DATABASE_URL is missing: it names the Postgres to move to.');
      const path = folder === undefined ? dataFolder(env) : resolve(folder);
      const { rooms, contents, votes, revisions, outcomes } = await moveFolder(path, url);
      const secret = join(path, 'secret');
      return {
        ok: true,
        lines: [
          `Moved ${rooms} rooms, ${contents} comments, ${votes} votes, ${revisions} earlier texts and ${outcomes} outcomes kept for retries.`,
          `${path} is left as it was; what is written there from now on is not in the database.`,
          ...(existsSync(secret) ? [`Guests stay who they are when PARLEY_SECRET is the text in ${secret}.`] : []),
        ],
      };
    };
  },
};
