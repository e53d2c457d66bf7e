import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { Bench, guest } from '@parley/engine/contract';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Verification } from '../src/verify/verify.ts';
import { verifySqlite } from '../src/verify/verify-sqlite.ts';
import { DOCTORED } from './doctored.ts';
import { type Filled, fill } from './full-store.ts';
import { makeSqliteStore, newFolder } from './sqlite-files.ts';

const faulty = ({ checks }: Verification) => checks.filter(({ faults }) => faults.length > 0).map(({ name }) => name);

/** Without the file's own rules: what they keep out can still have come to a file that was damaged. */
function doctor(file: string, text: string): void {
  const database = new Database(file);
  database.pragma('foreign_keys = OFF');
  database.unsafeMode(true);
  database.exec(text);
  database.close();
}

describe('sqlite', () => {
  let made: Awaited<ReturnType<typeof makeSqliteStore>>;
  let filled: Filled;
  const folder = newFolder();
  const copy = (name: string) => join(folder, `${name}.db`);
  beforeAll(async () => {
    made = await makeSqliteStore();
    filled = await fill(new Bench(made));
  });
  afterAll(async () => {
    await made.close();
    rmSync(folder, { recursive: true });
  });

  it('STORE-10 a store in which everything was done is found whole, while it is in use', async () => {
    const verification = await verifySqlite(made.file);
    expect(faulty(verification)).toEqual([]);
    expect(verification.counts).toEqual({ rooms: 2, comments: 8, votes: 3, outcomes: 14 });
    expect(verification.checks.map(({ name }) => name)).toEqual([...Object.keys(DOCTORED), 'pages']);
  });

  /** An index that is forgotten: its pages belong to nothing. */
  const PAGES = "pragma writable_schema = on; delete from sqlite_schema where name = 'contents_rev'";
  const cases = Object.entries<(of: Filled) => string>({ ...DOCTORED, pages: () => PAGES });
  it.each(cases)('STORE-10 only the check of %s finds its own kind of damage', async (name, damage) => {
    await made.store.backup(copy(name));
    doctor(copy(name), damage(filled));
    const verification = await verifySqlite(copy(name));
    expect(faulty(verification)).toEqual([name]);
  });

  it('STORE-10 a few faults of very many are told, and that there are more', async () => {
    const many = await makeSqliteStore();
    const t = new Bench(many);
    await t.commit(...Array.from({ length: 300 }, (_, i) => t.post(guest('ann'), `${i}`)));
    doctor(many.file, 'update tallies set best = 1, up = 1');
    const { checks } = await verifySqlite(many.file);
    const [votes, ranks] = ['votes', 'ranks'].map((name) => checks.find((check) => check.name === name));
    for (const check of [votes, ranks]) {
      expect(check?.faults).toHaveLength(10);
      expect(check?.hasMore).toBe(true);
      expect(check?.faults[0]).toMatchObject({ room: 'a-room', row: expect.stringMatching(/^0{5}/) });
    }
    await many.close();
  });

  it('STORE-10 a file that is missing, of something else or of an older Parley is said so', async () => {
    await expect(verifySqlite(copy('missing'))).rejects.toMatchObject({ code: 'cannot-open' });
    doctor(copy('other'), 'create table recipes (name text)');
    await expect(verifySqlite(copy('other'))).rejects.toMatchObject({ code: 'not-a-parley-database' });
    await made.store.backup(copy('older'));
    doctor(copy('older'), "update meta set value = '1' where key = 'schema_version'");
    await expect(verifySqlite(copy('older'))).rejects.toMatchObject({ code: 'schema-too-old' });
  });
});
