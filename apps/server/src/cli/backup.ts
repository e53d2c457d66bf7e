import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { type DeskCommand, UsageFault } from './command.ts';
import { isFile } from './words.ts';

export const backup: DeskCommand = {
  usage: 'backup FILE',
  says: 'copies the whole database into a new file, also while the server runs',
  parse([file, ...more]) {
    if (!isFile(file) || more.length > 0) return undefined;
    // The server may stand in another folder: it gets the whole path.
    const path = resolve(file);
    if (existsSync(path)) throw new UsageFault(`${file} exists already.`);
    return (desk) => desk({ do: 'backup', path });
  },
};
