/** The check of a SQLite file: a store in use, or a copy of one. */
import { sql } from 'kysely';
import { isParley, kyselyOf, openForReading } from '../dialects/sqlite.ts';
import { StoreError } from '../errors.ts';
import type { Check } from './check.ts';
import { type Verification, verifyIn } from './verify.ts';

const pages: Check = {
  name: 'pages',
  rule: "the file's pages and indexes are whole",
  async find(db, max) {
    const { rows } = await sql<{ integrity_check: string }>`pragma integrity_check(${sql.lit(max)})`.execute(db);
    return rows.filter((row) => row.integrity_check !== 'ok').map((row) => ({ room: '', row: '', fault: row.integrity_check }));
  },
};

/** Looks at one moment of it, while others write. Rejects with a StoreError when it cannot be read. */
export async function verifySqlite(file: string): Promise<Verification> {
  const opened = openForReading(file);
  const db = kyselyOf(opened, 'reader');
  try {
    if (!isParley(opened)) throw new StoreError('not-a-parley-database', `${file} is a database of another program.`);
    return await db.transaction().execute((snapshot) => verifyIn(snapshot, [pages]));
  } finally {
    await db.destroy();
  }
}
