/** A lock on a file that dies with its process: SQLite's own, taken on an empty database. */
import Database from 'better-sqlite3';

export interface FileLock {
  release(): void;
}

/** Takes the lock at once, or gives undefined when another process (or this one) holds it. Throws when the file cannot be opened. */
export function lockFile(file: string): FileLock | undefined {
  const database = new Database(file, { timeout: 0 });
  try {
    database.exec('BEGIN EXCLUSIVE');
    return { release: () => database.close() };
  } catch (error) {
    database.close();
    if (error instanceof Error && 'code' in error && String(error.code).startsWith('SQLITE_BUSY')) return undefined;
    throw error;
  }
}
