import { roomStoreContract } from '@parley/engine/contract';
import * as api from 'vitest';
import { type PostgresCluster, startPostgres } from './postgres-cluster.ts';
import { makePostgresStore } from './postgres-stores.ts';

api.describe('postgres', () => {
  let cluster: PostgresCluster;
  api.beforeAll(async () => {
    cluster = await startPostgres();
  });
  api.afterAll(() => cluster?.end());
  roomStoreContract(api, () => makePostgresStore(cluster));
});
