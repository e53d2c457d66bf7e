import { type ChildProcess, spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { BatchCommand } from '@parley/model';
import type { RoomSlug } from '@parley/protocol';
import { expect, it } from 'vitest';
import { BUNDLES } from './global-setup.ts';
import { newFolder, openStore } from './sqlite-files.ts';

const KILLS = 20;

/** Runs the program until it has acknowledged `lines` comments, then kills it where it stands. Returns all it acknowledged. */
async function killAfter(lines: number, file: string, run: number): Promise<string[]> {
  const program = fileURLToPath(new URL('commit-forever.mjs', BUNDLES));
  const child: ChildProcess = spawn(process.execPath, [program, file, String(run)], { stdio: ['ignore', 'pipe', 'inherit'] });
  let text = '';
  child.stdout?.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk;
    if (text.split('\n').length > lines) child.kill('SIGKILL');
  });
  const signal = await new Promise((resolve) => child.on('close', (_code, by) => resolve(by)));
  expect(signal).toBe('SIGKILL');
  // A line that was cut off was not told to anyone.
  return text.split('\n').slice(0, -1);
}

it(`STORE-4 after ${KILLS} kills while committing, every acknowledged comment is there once and its retry is known`, async () => {
  const folder = newFolder();
  const file = join(folder, 'parley.db');
  const acknowledged: string[] = [];
  // A different number each time moves the kill about within batches, transactions and checkpoints.
  for (let run = 0; run < KILLS; run += 1) acknowledged.push(...(await killAfter(1 + ((run * 137) % 600), file, run)));

  const store = await openStore(file);
  const epoch = await store.epoch();
  for (const room of ['room-0', 'room-1', 'room-2'] as RoomSlug[]) {
    const told = acknowledged.filter((line) => line.startsWith(`${room} `)).map((line) => line.split(' '));
    expect(told.length).toBeGreaterThan(KILLS);
    const answer = await store.readSince(room, { epoch, rev: 0 }, null, 1_000_000);
    if (answer.kind !== 'rows') throw new Error(answer.kind);
    const { content, tallies, summary } = answer.rows;
    const bodies = content.map((part) => part.body);
    expect(new Set(bodies).size).toBe(bodies.length);
    expect(told.filter(([, comment]) => !bodies.includes(comment ?? ''))).toEqual([]);
    expect(summary).toMatchObject({ comments: content.length, topLevel: content.length });
    expect(new Set(tallies.map((tally) => tally.id))).toEqual(new Set(content.map((part) => part.id)));

    const bornOf = new Map(content.map((part) => [part.id as string, part.born]));
    const retries = told.map(([, comment, command, person]): BatchCommand => {
      const post = { kind: 'post-comment', command, comment, parent: null, body: comment, name: null };
      return { actor: { person, role: 'guest', tag: 't' } as never, now: 0, command: post as never };
    });
    const again = await store.commit(room, retries, Number.MAX_SAFE_INTEGER);
    expect(again.outcomes.map((outcome) => outcome.ok && outcome.done.rev)).toEqual(told.map(([, id]) => bornOf.get(id ?? '')));
    expect(again.rows.content).toEqual([]);
  }
  await store.close();
  rmSync(folder, { recursive: true });
});
