/** Stores on databases of their own, for tests. */
import type { RoomStore } from '@parley/engine';
import type { StoreUnderTest } from '@parley/engine/contract';
import { openPostgresStore } from '../src/open-postgres-store.ts';
import { renewLineage } from '../src/renew-lineage.ts';
import type { OnReport, ReportLevel } from '../src/report.ts';
import type { PostgresCluster } from './postgres-cluster.ts';

export interface PostgresUnderTest extends StoreUnderTest {
  readonly url: string;
  readonly reports: string[];
  /** The same with their levels. */
  readonly told: (readonly [ReportLevel, string])[];
  /** Another instance on the same database. */
  another(): Promise<RoomStore>;
}

/** A fresh store on a database that goes with it. Each reopening is one after a restore: with another history. */
export async function makePostgresStore(cluster: PostgresCluster, pool = 4): Promise<PostgresUnderTest> {
  const url = await cluster.newDatabase();
  const reports: string[] = [];
  const told: PostgresUnderTest['told'] = [];
  const onReport: OnReport = (report, level) => {
    reports.push(report);
    told.push([level, report]);
  };
  const open = () => openPostgresStore({ url, pool, onReport });
  const others: RoomStore[] = [];
  let store = await open();
  return {
    url,
    reports,
    told,
    store,
    async another() {
      const other = await open();
      others.push(other);
      return other;
    },
    async reopen() {
      await store.close();
      await renewLineage(url);
      store = await open();
      return store;
    },
    async close() {
      await Promise.all([store, ...others].map((opened) => opened.close()));
      await cluster.drop(url);
    },
  };
}
