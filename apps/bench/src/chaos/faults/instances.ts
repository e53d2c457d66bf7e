/** What can happen to a process. */
import type { Fault } from './fault.ts';

export const kill: Fault = {
  name: 'kill',
  says: 'An instance is killed (SIGKILL) and started again.',
  reaches: ['lines-lost', 'catch-ups'],
  async strike({ anyPlace, say, spell }) {
    const { name, instance } = anyPlace();
    say(`${name} is killed`);
    instance.kill('SIGKILL');
    await spell(0, 1_500);
    await instance.start();
    say(`${name} is there again`);
  },
};

/** How long an instance stands still in turn, ms: longer than a writer waits for an answer, and shorter. */
const STILL_MS = [
  { least: 4_300, most: 5_000 },
  { least: 500, most: 4_300 },
] as const;

export const freeze: Fault = {
  name: 'freeze',
  says: 'An instance stands still (SIGSTOP) for up to 5 s and goes on (SIGCONT).',
  reaches: ['head-queries', 'lines-lost'],
  async strike({ anyPlace, say, spell }, count) {
    const { name, instance } = anyPlace();
    const { least, most } = STILL_MS[(count - 1) % 2] as (typeof STILL_MS)[number];
    say(`${name} stands still`);
    instance.kill('SIGSTOP');
    await spell(least, most);
    instance.kill('SIGCONT');
    say(`${name} goes on`);
  },
};

export const crashBeforePublish: Fault = {
  name: 'crash-before-publish',
  says: 'What an instance publishes is swallowed on its way to Redis while it commits and acknowledges; then it is killed.',
  reaches: ['commits-untold'],
  async strike({ anyWritten, say, spell, recorder }) {
    const { name, instance, redis } = anyWritten();
    say(`${name} commits and is not heard`);
    redis.set({ blackhole: 'to-server' });
    const lines = recorder.lines.length;
    // Its first commands wait until it does not ask Redis any more whether they may be done.
    await spell(600, 1_500);
    instance.kill('SIGKILL');
    say(`${name} is killed after ${recorder.lines.slice(lines).filter((line) => line.kind === 'answered').length} answers`);
    redis.set({});
    await spell(2_000, 3_500);
    await instance.start();
    say(`${name} is there again`);
  },
};
