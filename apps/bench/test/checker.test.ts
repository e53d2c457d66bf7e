import type { VoteValue } from '@parley/protocol';
import { describe, expect, it } from 'vitest';
import { checkHistory, INVARIANTS } from '../src/chaos/checker/index.ts';
import type { HistoryLine } from '../src/chaos/history/lines.ts';
import { readHistory } from '../src/chaos/history/read-history.ts';
import { DOCTORED } from './doctored.ts';
import { idOf, SampleRun, sampleRun } from './sample-history.ts';

/** Through the file's form, as a recorded one comes. */
const check = (lines: readonly HistoryLine[]) => checkHistory(readHistory(lines.map((line) => JSON.stringify(line)).join('\n')));

describe('the checker', () => {
  it('CHAOS-2 finds nothing in a clean history', () => {
    expect(check(sampleRun().end())).toEqual([]);
  });

  it.each(DOCTORED)('CHAOS-2 finds $invariant broken by $fault, and nothing else', ({ invariant, also = [], says, doctor }) => {
    const found = check(doctor([...sampleRun().end()]));
    expect(found).toContainEqual({ invariant, what: expect.stringContaining(says) });
    expect(new Set(found.map((violation) => violation.invariant))).toEqual(new Set([invariant, ...also]));
  });

  it('CHAOS-2 has for each invariant a doctored history that breaks it alone', () => {
    const alone = DOCTORED.filter(({ also }) => also === undefined);
    expect(new Set(alone.map(({ invariant }) => invariant))).toEqual(new Set(Object.keys(INVARIANTS)));
  });

  it.each([true, false])('CHAOS-2 a command without an answer may be done or not (done: %s)', (done) => {
    const run = sampleRun();
    run.ask('writer-1', { kind: 'post-comment', n: 6 }, { done, answer: false });
    run.ask('writer-1', { kind: 'edit-comment', n: 3, body: 'text 3, edited' }, { done, answer: false });
    run.ask('writer-2', { kind: 'cast-vote', n: 3, value: 1 }, { done, answer: false });
    expect(check(run.end())).toEqual([]);
  });

  it('CHAOS-2 what was acknowledged after the copy may be lost by its return, what was before may not', () => {
    const restoredTo = (n: number) => {
      const run = new SampleRun();
      for (const who of ['writer-1', 'viewer-1']) run.enter(who);
      run.add({ kind: 'durable', command: run.ask('writer-1', { kind: 'post-comment', n: 1 }), found: true });
      run.ask('writer-1', { kind: 'post-comment', n: 2 });
      run.add({ kind: 'copied' });
      run.ask('writer-1', { kind: 'post-comment', n: 3 });
      run.add({ kind: 'restored' });
      for (const [id, part] of run.content) if (part.contentRev > n) run.content.delete(id);
      for (const [id, part] of run.tallies) if (part.tallyRev > n) run.tallies.delete(id);
      run.head = n;
      run.epoch = 'epoch-2' as typeof run.epoch;
      run.add({ kind: 'hello', who: 'viewer-1', line: 2, server: 'instance-1', resume: null });
      run.ask('writer-1', { kind: 'post-comment', n: 4 });
      // The frames on the old connections are of another history: only what is written at the end counts here.
      return check(run.end().filter((line) => line.kind !== 'framed')).map(({ invariant }) => invariant);
    };
    expect(restoredTo(2)).toEqual([]);
    expect(restoredTo(1)).toContain('I1');
  });

  it('CHAOS-2 to take back a vote that went with what an older copy lacks changes nothing, and says an older revision', () => {
    const takenBack = (before: VoteValue) => {
      const run = new SampleRun();
      for (const who of ['writer-1', 'writer-2', 'viewer-1']) run.enter(who);
      run.add({ kind: 'durable', command: run.ask('writer-1', { kind: 'post-comment', n: 1 }), found: true });
      if (before !== 0) run.ask('writer-2', { kind: 'cast-vote', n: 1, value: before });
      run.ask('writer-1', { kind: 'post-comment', n: 2 });
      const copied = structuredClone({ votes: run.votes, tallies: run.tallies, head: run.head });
      run.add({ kind: 'copied' });
      run.ask('writer-2', { kind: 'cast-vote', n: 1, value: 1 });
      run.add({ kind: 'restored' });
      Object.assign(run, { ...copied, epoch: 'epoch-2' });
      run.add({ kind: 'hello', who: 'viewer-1', line: 2, server: 'instance-1', resume: null });
      run.ask('writer-1', { kind: 'post-comment', n: 3 });
      run.told('writer-2', { kind: 'cast-vote', n: 1, value: 0 }, 1);
      return check(run.end().filter((line) => line.kind !== 'framed')).map(({ invariant }) => invariant);
    };
    expect(takenBack(0)).toEqual([]);
    expect(takenBack(1)).toContain('I9');
  });

  it('CHAOS-2 a text that was deleted before the copy may not be told again in the history that the copy ended', () => {
    const toldAgain = (body: string) => {
      const run = new SampleRun();
      for (const who of ['writer-1', 'viewer-1']) run.enter(who);
      run.add({ kind: 'durable', command: run.ask('writer-1', { kind: 'post-comment', n: 1 }), found: true });
      run.ask('writer-1', { kind: 'delete-comment', n: 1 });
      run.add({ kind: 'copied' });
      const content = [{ id: idOf(1), rev: 2, status: 'visible', body }];
      const page = { kind: 'read', asked: 1_000_000, who: 'viewer-1', line: 1, named: null };
      run.add({ ...page, epoch: run.epoch, head: run.head, content });
      run.add({ kind: 'restored' });
      run.epoch = 'epoch-2' as typeof run.epoch;
      run.ask('writer-1', { kind: 'post-comment', n: 2 });
      return check(run.end().filter((line) => line.kind !== 'framed')).map(({ invariant }) => invariant);
    };
    expect(toldAgain('')).toEqual([]);
    expect(toldAgain('text 1')).toEqual(['I6']);
  });

  it('CHAOS-2 one range may come twice, which was under way at the welcome, and what brings nothing new is no fault', () => {
    const run = sampleRun();
    const first = run.lines.find((line) => line.kind === 'framed' && line.who === 'viewer-1');
    run.add({ ...first, at: 500 });
    expect(check(run.end())).toEqual([]);
  });

  it('CHAOS-2 an empty frame beyond the cursor is a notice to come back, not a hole', () => {
    const run = sampleRun();
    run.add({ kind: 'framed', who: 'viewer-1', line: 1, epoch: run.epoch, from: 99, to: 99, rows: 0, last: 0, content: [] });
    expect(check(run.end())).toEqual([]);
  });

  it('CHAOS-2 a history that was cut off, or is none, is refused', () => {
    expect(() => check(sampleRun().lines)).toThrow('no end');
    expect(() => readHistory('{"kind":"sent"')).toThrow('Line 1');
    expect(() => readHistory(JSON.stringify({ kind: 'durable', at: 1, command: idOf(1), found: 'yes' }))).toThrow('found');
  });
});
