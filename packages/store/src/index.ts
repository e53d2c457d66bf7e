/** The record of all rooms on disk: RoomStore by Kysely. */
export { StoreError, type StoreErrorCode } from './errors.ts';
export { type FileLock, lockFile } from './file-lock.ts';
export { type MoveOptions, moveStore } from './move/move-store.ts';
export type { MovedRows } from './move/move-tables.ts';
export { openPostgresStore, type PostgresStoreOptions } from './open-postgres-store.ts';
export { openSqliteStore, type SqliteStoreOptions } from './open-sqlite-store.ts';
export { renewLineage } from './renew-lineage.ts';
export type { OnReport, ReportLevel } from './report.ts';
export type { StoreFault } from './verify/check.ts';
export type { CheckResult, Verification } from './verify/verify.ts';
export { verifyPostgres } from './verify/verify-postgres.ts';
export { verifySqlite } from './verify/verify-sqlite.ts';
