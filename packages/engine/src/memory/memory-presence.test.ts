import { describe, expect, it } from 'vitest';
import { presenceStoreContract } from '../contract/presence-store.contract.ts';
import { memoryPresence, presenceBoard } from './memory-presence.ts';

presenceStoreContract({ describe, it, expect }, async () => {
  const board = presenceBoard();
  const [here, there] = [memoryPresence(board), memoryPresence(board)];
  return {
    here,
    there,
    arrived: async () => {},
    async close() {
      await here.close();
      await there.close();
      expect(board.size).toBe(0);
    },
  };
});
