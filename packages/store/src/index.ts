/** The record of all rooms on disk: RoomStore by Kysely. */
export { StoreError, type StoreErrorCode } from './errors.ts';
export { type FileLock, lockFile } from './file-lock.ts';
export { openPostgresStore, type PostgresStoreOptions } from './open-postgres-store.ts';
export { openSqliteStore, type SqliteStoreOptions } from './open-sqlite-store.ts';
export { renewLineage } from './renew-lineage.ts';
