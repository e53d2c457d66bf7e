/** What a reading worker does. */
import { kyselyOf, openForReading } from './dialects/sqlite.ts';
import type { Opening } from './epochs.ts';
import { Queries } from './queries.ts';
import { type ReaderMethods, readerOf } from './read/reader.ts';

export interface SqliteReader extends ReaderMethods {
  close(): Promise<void>;
}

export async function openReader(path: string, opening: Opening): Promise<SqliteReader> {
  const db = kyselyOf(openForReading(path), 'reader');
  return { ...readerOf(new Queries(db), opening), close: () => db.destroy() };
}
