import { expect, it } from 'vitest';
import { runNaive } from '../src/chaos/naive/run-naive.ts';

it('CHAOS-3 a server that answers before it writes and greets without a record is found out', async () => {
  const broken = new Set((await runNaive(1)).map(({ invariant }) => invariant));
  // Lost what it had acknowledged; counted votes and not voters; let an edit overwrite one it did not know; left viewers with holes.
  for (const invariant of ['I1', 'I4', 'I5', 'I8']) expect(broken).toContain(invariant);
});
