import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { Bench, codesOf, guest } from '@parley/engine/contract';
import { expect, it } from 'vitest';
import { verifySqlite } from '../src/verify/verify-sqlite.ts';
import { BUNDLES } from './global-setup.ts';
import { newFolder, openStore } from './sqlite-files.ts';

/** Largest file that the program may write, in blocks of 512 bytes: half of what the journal grows to. */
const BLOCKS = 4_096;

it('STORE-12 STORE-4 on a full disk commands are refused and reading goes on; with space again everything acknowledged is there', async () => {
  const folder = newFolder();
  const file = join(folder, 'parley.db');
  const program = fileURLToPath(new URL('commit-until-full.mjs', BUNDLES));
  // The system's own bound on a process' files: a write beyond it fails as one on a full disk does.
  const child = spawn('sh', ['-c', `ulimit -f ${BLOCKS} && exec "$0" "$@"`, process.execPath, program, file], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const saw = JSON.parse(await text(child.stdout));
  expect(saw.codes).toEqual(['unreachable', 'unreachable', 'unreachable']);
  expect(saw.acknowledged).toBeGreaterThan(20);
  expect(saw).toMatchObject({ comments: saw.acknowledged, read: saw.acknowledged });
  expect(saw.reports).toEqual([expect.stringContaining('Nothing can be written')]);

  const store = await openStore(file);
  const t = new Bench({ store, reopen: expect.unreachable, close: () => store.close() });
  expect((await t.all()).content).toHaveLength(saw.acknowledged);
  expect(codesOf(await t.commit(t.post(guest('bob'), 'there is space')))).toEqual(['done']);
  const { checks } = await verifySqlite(file);
  expect(checks.flatMap(({ faults }) => faults)).toEqual([]);
  await store.close();
  rmSync(folder, { recursive: true });
});
