import { expect, it } from 'vitest';
import { runNaive } from '../src/chaos/naive/run-naive.ts';

it('CHAOS-3 a server that answers before it writes and greets without a record is found out', async () => {
  const found = await runNaive(1);
  const finds = (invariant: string, words: string) =>
    expect(found).toContainEqual({ invariant, what: expect.stringContaining(words) });
  // Lost what it had acknowledged; counted votes and not voters; let an edit overwrite one it did not know; left viewers with holes.
  finds('I1', 'and lost');
  finds('I4', 'its votes are');
  finds('I5', 'was done over one from');
  finds('I8', 'viewer-1 holds');
});
