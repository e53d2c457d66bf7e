import { roomStoreContract } from '@parley/engine/contract';
import * as api from 'vitest';
import { makeSqliteStore } from './sqlite-files.ts';

api.describe('sqlite', () => {
  roomStoreContract(api, makeSqliteStore);
});
