/** How a first version keeps its comments: an insert of its own for each. */
import Database from 'better-sqlite3';
import { Pool } from 'pg';

/** Resolves, or returns, when the comment is on the disk. */
export type Keep = (comment: string, body: string) => unknown;

const TABLE = 'create table comments (id text primary key, body text not null)';

/** `url`: `file:…` for SQLite with every commit on the disk, `postgres:…`, or empty for nothing kept at all. */
export async function openNaiveStore(url: string): Promise<{ readonly keep: Keep; close(): Promise<void> }> {
  if (url.startsWith('postgres:')) {
    const pool = new Pool({ connectionString: url });
    await pool.query(TABLE);
    return { keep: (id, body) => pool.query('insert into comments values ($1, $2)', [id, body]), close: () => pool.end() };
  }
  if (!url) return { keep: () => undefined, close: async () => undefined };
  const file = new Database(url.slice('file:'.length));
  file.pragma('journal_mode = wal');
  file.pragma('synchronous = full');
  file.exec(TABLE);
  const insert = file.prepare('insert into comments values (?, ?)');
  return { keep: (id, body) => insert.run(id, body), close: async () => void file.close() };
}
