/** Stores in folders of their own, for tests. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RoomStore } from '@parley/engine';
import type { StoreUnderTest } from '@parley/engine/contract';
import { openSqliteStore } from '../src/open-sqlite-store.ts';
import { BUNDLES } from './global-setup.ts';

export const workerUrl = new URL('sqlite-worker.mjs', BUNDLES);

export const newFolder = () => mkdtempSync(join(tmpdir(), 'parley-store-'));
export const openStore = (file: string): Promise<RoomStore> => openSqliteStore({ file, workerUrl });

/** A fresh store whose folder goes with it. */
export async function makeSqliteStore(): Promise<StoreUnderTest & { readonly file: string }> {
  const folder = newFolder();
  const file = join(folder, 'parley.db');
  let store = await openStore(file);
  return {
    file,
    store,
    async reopen() {
      await store.close();
      store = await openStore(file);
      return store;
    },
    async close() {
      await store.close();
      rmSync(folder, { recursive: true });
    },
  };
}
