import * as api from 'vitest';
import { roomStoreContract } from '../contract/room-store.contract.ts';
import { type MemoryRoomStore, memoryRoomStore } from './memory-room-store.ts';

api.describe('memory', () => {
  roomStoreContract(api, async () => {
    let opened = 1;
    let store: MemoryRoomStore = memoryRoomStore({ epoch: 'epoch-1' });
    return {
      store,
      reopen: async () => {
        opened += 1;
        store = store.reopen(`epoch-${opened}`);
        return store;
      },
      close: () => store.close(),
    };
  });
});
