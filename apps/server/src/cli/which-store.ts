/** Which store a command goes to, by the environment alone. */
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { StoreError } from '@parley/store';
import { databaseUrl as address } from '../config/kinds.ts';
import { VARIABLES } from '../config/variables.ts';
import { whatIsSet } from '../config.ts';
import { StartFault } from '../start-fault.ts';

type Env = Readonly<Record<string, string | undefined>>;

/** Address of the shared database; undefined where there is none. */
export function databaseUrl(env: Env): string | undefined {
  const text = whatIsSet(env).DATABASE_URL;
  if (text === undefined) return undefined;
  const parsed = address.safeParse(text);
  if (parsed.success) return parsed.data;
  throw new StartFault(`DATABASE_URL ${parsed.error.issues[0]?.message}.`);
}

/** Absolute path of the data folder, which need not be there. */
export const dataFolder = (env: Env): string => resolve(whatIsSet(env).PARLEY_DATA ?? VARIABLES.PARLEY_DATA?.standard ?? '');

export const databaseIn = (folder: string): string => join(folder, 'parley.db');

/** The folder, which holds a database: a mistyped one is not made. Throws a `StartFault` when it holds none. */
export function existingFolder(folder: string): string {
  if (existsSync(databaseIn(folder))) return folder;
  throw new StartFault(`${folder} is no data folder: there is no ${databaseIn(folder)}.`);
}

/** Says in one line what is wrong with a store. */
export async function inOneLine<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof StoreError) throw new StartFault(error.message);
    throw error;
  }
}
