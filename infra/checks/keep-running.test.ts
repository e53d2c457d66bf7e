import { describe, expect, it } from 'vitest';
import { keepRunning } from '../dev/lib/keep-running.mjs';

interface Run {
  readonly end: (ended: { code: number | null; signal: NodeJS.Signals | null }) => void;
  readonly exited: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
}

/** A program whose runs end when the test says so; of run number `failing` the start fails. */
function fakePart(failing?: number) {
  const runs: Run[] = [];
  const begin = () => {
    let end: Run['end'] = () => undefined;
    const exited = new Promise<{ code: number | null; signal: NodeJS.Signals | null }>((resolve) => {
      end = resolve;
    });
    runs.push({ end, exited });
  };
  begin();
  const latest = () => runs.at(-1) as Run;
  const part = {
    get pid() {
      return 100 + runs.length;
    },
    get exited() {
      return latest().exited;
    },
    async start() {
      begin();
      if (runs.length !== failing) return;
      latest().end({ code: 1, signal: null });
      throw new Error('no memory');
    },
  };
  return { part, end: (signal: NodeJS.Signals) => latest().end({ code: null, signal }) };
}

/** Keeps it and resolves with what was said as soon as that is so many lines. */
function kept(fake: ReturnType<typeof fakePart>) {
  const lines: string[] = [];
  const state = { isStopping: false };
  const waiting: { count: number; resolve: (lines: string[]) => void }[] = [];
  const done = keepRunning('Redis', fake.part, 'redis://here', {
    state,
    say: (line) => {
      lines.push(line);
      for (const { count, resolve } of waiting) if (lines.length === count) resolve(lines);
    },
    pause: async () => undefined,
  });
  return { state, done, lines, said: (count: number) => new Promise<string[]>((resolve) => waiting.push({ count, resolve })) };
}

describe('what npm run scale keeps running', () => {
  it('SCALE-1 what ends is started again, and each is said in a line with its process', async () => {
    const fake = fakePart();
    const { said, lines } = kept(fake);
    expect(lines).toEqual(['Redis        redis://here   process 101']);
    fake.end('SIGKILL');
    expect(await said(3)).toEqual([
      'Redis        redis://here   process 101',
      'Redis ended (SIGKILL); it is started again.',
      'Redis        redis://here   process 102',
    ]);
  });

  it('SCALE-1 what does not start is said and tried again', async () => {
    const fake = fakePart(2);
    const { said } = kept(fake);
    fake.end('SIGTERM');
    expect((await said(5)).slice(1)).toEqual([
      'Redis ended (SIGTERM); it is started again.',
      'Redis did not start: no memory',
      'Redis ended (1); it is started again.',
      'Redis        redis://here   process 103',
    ]);
  });

  it('SCALE-1 what ends while everything is ended is left alone', async () => {
    const fake = fakePart();
    const { state, done, lines } = kept(fake);
    state.isStopping = true;
    fake.end('SIGTERM');
    await done;
    expect(lines).toHaveLength(1);
  });
});
