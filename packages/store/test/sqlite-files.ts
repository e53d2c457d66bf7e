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
export const openStore = (file: string, onReport: (report: string) => void = () => undefined): Promise<RoomStore> =>
  openSqliteStore({ file, workerUrl, onReport });

/** A fresh store whose folder goes with it. */
export async function makeSqliteStore(): Promise<StoreUnderTest & { readonly file: string; readonly reports: string[] }> {
  const folder = newFolder();
  const file = join(folder, 'parley.db');
  const reports: string[] = [];
  const onReport = (report: string) => void reports.push(report);
  let store = await openStore(file, onReport);
  return {
    file,
    reports,
    store,
    async reopen() {
      await store.close();
      store = await openStore(file, onReport);
      return store;
    },
    async close() {
      await store.close();
      rmSync(folder, { recursive: true });
    },
  };
}
