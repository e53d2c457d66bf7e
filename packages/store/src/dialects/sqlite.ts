/** All that is SQLite's own: opening a file, locking at once, keeping prepared statements, copying a file in use. */
import { existsSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import {
  CompiledQuery,
  type DatabaseConnection,
  type Driver,
  Kysely,
  type SqliteDatabase,
  SqliteDialect,
  type SqliteDialectConfig,
  SqliteDriver,
} from 'kysely';
import { StoreError } from '../errors.ts';
import type { SchemaWords } from '../migrations/index.ts';
import type { Tables } from '../tables.ts';

/** Stands in the header of every Parley database: 'PRLY'. */
const APPLICATION_ID = 0x50524c59;
/** How long to wait for another process' lock (a backup tool, a shell), in ms. */
const BUSY_TIMEOUT_MS = 5_000;
/** Page cache of one connection, in KiB. */
const CACHE_KIB = 32_768;
/** Statements kept prepared; the shapes in use are about a hundred. */
const STATEMENTS_MAX = 500;

/** How SQLite says what migrations need. Narrow tables live in their key's own tree: one write instead of two. */
export const SQLITE_WORDS: SchemaWords = {
  text: 'text',
  counter: 'integer',
  counting: (column) => column.autoIncrement(),
  keyed: 'without rowid',
};

export type SqliteFile = Database.Database;

/**
 * Codes after which the same statement may go through later, though nothing is wrong with it: no space, a file or folder that only
 * reads, a disk that fails, another process' lock, no memory. One command alone would fare no better than its batch.
 */
const AWAY = /^SQLITE_(FULL|READONLY|IOERR|CANTOPEN|BUSY|NOMEM|CORRUPT)/;

/** An error of the driver as the store's: StoreError when the file cannot be used now, else as it came. */
export function faultOf(cause: unknown): unknown {
  if (!(cause instanceof Database.SqliteError && AWAY.test(cause.code))) return cause;
  return new StoreError('unreachable', `The database cannot be used: ${cause.message} (${cause.code}).`, { cause });
}

type Statement = ReturnType<SqliteDatabase['prepare']>;

function telling<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw faultOf(error);
  }
}

/** Kysely prepares a statement at each execution; this keeps them. */
function keepingStatements(file: SqliteFile): SqliteDatabase {
  const kept = new Map<string, Statement>();
  return {
    close: () => file.close(),
    prepare(sql) {
      const known = kept.get(sql);
      if (known) return known;
      if (kept.size >= STATEMENTS_MAX) kept.clear();
      const made = telling(() => file.prepare(sql)) as unknown as Statement;
      const statement: Statement = {
        reader: made.reader,
        all: (parameters) => telling(() => made.all(parameters)),
        run: (parameters) => telling(() => made.run(parameters)),
        iterate: (parameters) => made.iterate(parameters),
      };
      kept.set(sql, statement);
      return statement;
    },
  };
}

/** A transaction that will write takes the lock at its beginning: taking it later can fail half-way. */
class LockingDriver extends SqliteDriver {
  readonly #file: SqliteFile;
  constructor(config: SqliteDialectConfig, file: SqliteFile) {
    super(config);
    this.#file = file;
  }
  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('begin immediate'));
  }
  override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    // After a fault of the disk SQLite has done it by itself; a second time it would fail, and hide what was wrong.
    if (this.#file.inTransaction) await super.rollbackTransaction(connection);
  }
}

class LockingDialect extends SqliteDialect {
  readonly #config: SqliteDialectConfig;
  readonly #file: SqliteFile;
  constructor(config: SqliteDialectConfig, file: SqliteFile) {
    super(config);
    this.#config = config;
    this.#file = file;
  }
  override createDriver(): Driver {
    return new LockingDriver(this.#config, this.#file);
  }
}

function open(file: string, options: Database.Options): SqliteFile {
  try {
    const opened = new Database(file, { ...options, timeout: BUSY_TIMEOUT_MS });
    opened.pragma(`cache_size = -${CACHE_KIB}`);
    // The first statement that reads the file: something else than a database is found here.
    opened.pragma('application_id');
    return opened;
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    if (cause instanceof Database.SqliteError && cause.code === 'SQLITE_NOTADB') {
      throw new StoreError('not-a-parley-database', `${file} is not a database.`, { cause });
    }
    throw new StoreError('cannot-open', `${file} cannot be opened: ${reason}.`, { cause });
  }
}

/** Whether its header says that a Parley made it. */
export const isParley = (opened: SqliteFile): boolean => opened.pragma('application_id', { simple: true }) === APPLICATION_ID;

function claim(opened: SqliteFile, file: string): void {
  if (isParley(opened)) return;
  const id = opened.pragma('application_id', { simple: true });
  const tables = opened.prepare('select count(*) from sqlite_schema').pluck().get();
  if (id !== 0 || tables !== 0) {
    throw new StoreError('not-a-parley-database', `${file} is a database of another program.`);
  }
  opened.pragma(`application_id = ${APPLICATION_ID}`);
}

/** Opens for writing; makes the file when there is none. */
export function openForWriting(file: string): SqliteFile {
  const opened = open(file, {});
  try {
    claim(opened, file);
    // A commit is on the disk when it returns, and readers never wait for it.
    opened.pragma('journal_mode = WAL');
    opened.pragma('synchronous = FULL');
    opened.pragma('foreign_keys = ON');
    // What is deleted is overwritten: its text stays in no free page, and so in no copy of the file.
    opened.pragma('secure_delete = ON');
    return opened;
  } catch (cause) {
    opened.close();
    if (cause instanceof StoreError) throw cause;
    throw new StoreError('cannot-open', `${file} cannot be written: ${String(cause)}.`, { cause });
  }
}

/** Opens for reading what a writer has opened before. */
export const openForReading = (file: string): SqliteFile => open(file, { readonly: true, fileMustExist: true });

export function kyselyOf(opened: SqliteFile, role: 'writer' | 'reader'): Kysely<Tables> {
  const config = { database: keepingStatements(opened) };
  return new Kysely<Tables>({ dialect: role === 'writer' ? new LockingDialect(config, opened) : new SqliteDialect(config) });
}

/**
 * Copies the whole file while it is in use. Made on the writing connection: what is committed meanwhile is then carried over,
 * where a copy through another connection would begin anew with every commit.
 */
export async function copyTo(opened: SqliteFile, file: string): Promise<void> {
  if (existsSync(file)) throw new StoreError('cannot-copy', `${file} is there already.`);
  if (!existsSync(dirname(file)))
    throw new StoreError('cannot-copy', `The copy to ${file} failed: there is no folder ${dirname(file)}.`);
  const partial = `${file}.partial`;
  try {
    rmSync(partial, { force: true });
    await opened.backup(partial);
    renameSync(partial, file);
  } catch (cause) {
    rmSync(partial, { force: true });
    throw new StoreError('cannot-copy', `The copy to ${file} failed: ${String(cause)}.`, { cause });
  }
}
