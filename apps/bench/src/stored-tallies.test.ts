import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { compareStored } from './stored-tallies.ts';

describe('what is stored, beside what was acknowledged', () => {
  let folder = '';
  const run = (sql: string): void => {
    const file = new Database(join(folder, 'parley.db'));
    file.exec(sql);
    file.close();
  };
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'parley-bench-stored-'));
    run(`create table tallies (room, id, up, down); create table votes (room, person, comment, value);
      insert into tallies values (1, 'a', 2, 1), (1, 'b', 0, 0);
      insert into votes values (1, 'x', 'a', 1), (1, 'y', 'a', 1), (1, 'z', 'a', -1), (1, 'x', 'b', 0)`);
  });
  afterEach(() => rmSync(folder, { recursive: true }));
  const RIGHT = [['a', 2, 1] as const, ['b', 0, 0] as const];

  it('BENCH-4 equal is right', () => {
    expect(compareStored(folder, RIGHT)).toEqual({ wrong: 0, comments: 2 });
  });

  it.each([
    ['a tally that counts a vote twice', "update tallies set up = 3 where id = 'a'"],
    ['a vote that is stored and not counted', "insert into votes values (1, 'w', 'a', 1)"],
    ['a vote that is counted and not stored', "delete from votes where person = 'z'"],
    ['a comment that is gone', "delete from tallies where id = 'a'"],
  ])('BENCH-4 %s is found', (_, sql) => {
    run(sql);
    expect(compareStored(folder, RIGHT).wrong).toBe(1);
  });

  it('BENCH-4 an acknowledged vote that is not there is found', () => {
    expect(
      compareStored(folder, [
        ['a', 2, 1],
        ['b', 1, 0],
      ]).wrong,
    ).toBe(1);
  });
});
