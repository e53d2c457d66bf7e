/** The folder that holds everything: made at the first start, used by one process at a time. */
import { accessSync, constants, mkdirSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { lockFile } from '@parley/store';
import { codeOf, StartFault } from './start-fault.ts';

export interface DataFolder {
  /** Without links, so that two paths to one folder are one folder. */
  readonly path: string;
  readonly database: string;
  /** Lets another process in. Also happens by itself when the process dies. */
  release(): void;
}

export type DataFolderAnswer =
  | { readonly kind: 'opened'; readonly folder: DataFolder }
  | { readonly kind: 'in-use'; readonly path: string };

/** Makes the folder when it is missing, only for its owner. Throws a `StartFault` when it cannot be used. */
export function prepareFolder(path: string): string {
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 });
    accessSync(path, constants.R_OK | constants.W_OK | constants.X_OK);
    return realpathSync(path);
  } catch (error) {
    const why = codeOf(error) === 'ENOTDIR' || codeOf(error) === 'EEXIST' ? 'it is not a folder' : 'it cannot be written';
    throw new StartFault(`The data folder ${path} cannot be used: ${why}. Choose another one by PARLEY_DATA.`);
  }
}

/** Takes the folder, or says that another process has it. */
export function openDataFolder(wanted: string): DataFolderAnswer {
  const path = prepareFolder(wanted);
  const held = lockFolder(path);
  if (!held) return { kind: 'in-use', path };
  return { kind: 'opened', folder: { path, database: join(path, 'parley.db'), release: held.release } };
}

function lockFolder(path: string): { release(): void } | undefined {
  try {
    return lockFile(join(path, 'lock'));
  } catch (error) {
    throw new StartFault(`The data folder ${path} cannot be used: ${error instanceof Error ? error.message : String(error)}.`);
  }
}
