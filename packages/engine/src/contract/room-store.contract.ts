/** What every RoomStore keeps. An adapter's test hands over the test runner and a way to make a fresh store. */

import { Bench, type MakeStore, type OnStore } from './room-store-bench.ts';
import { roomStoreChanging } from './room-store-changing.contract.ts';
import { roomStoreHistory } from './room-store-history.contract.ts';
import { roomStoreMine } from './room-store-mine.contract.ts';
import { roomStorePages } from './room-store-pages.contract.ts';
import { roomStorePosting } from './room-store-posting.contract.ts';
import { roomStoreThreads } from './room-store-threads.contract.ts';
import { roomStoreValues } from './room-store-values.contract.ts';
import type { TestApi } from './test-api.ts';

export function roomStoreContract(api: TestApi, makeStore: MakeStore): void {
  const onStore: OnStore = (body) => async () => {
    const made = await makeStore();
    try {
      await body(new Bench(made));
    } finally {
      await made.close();
    }
  };
  api.describe('posting', () => roomStorePosting(api, onStore));
  api.describe('changing', () => roomStoreChanging(api, onStore));
  api.describe('history', () => roomStoreHistory(api, onStore));
  api.describe('pages', () => roomStorePages(api, onStore));
  api.describe('own votes', () => roomStoreMine(api, onStore));
  api.describe('threads', () => roomStoreThreads(api, onStore));
  api.describe('values', () => roomStoreValues(api, onStore));
}
