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

export const freeze: Fault = {
  name: 'freeze',
  says: 'An instance stands still (SIGSTOP) for up to 5 s and goes on (SIGCONT).',
  reaches: ['head-queries', 'lines-lost'],
  async strike({ anyPlace, say, spell }) {
    const { name, instance } = anyPlace();
    say(`${name} stands still`);
    instance.kill('SIGSTOP');
    await spell(500, 5_000);
    instance.kill('SIGCONT');
    say(`${name} goes on`);
  },
};

export const crashBeforePublish: Fault = {
  name: 'crash-before-publish',
  says: 'What an instance publishes is swallowed on its way to Redis while it commits and acknowledges; then it is killed.',
  reaches: ['commits-untold'],
  async strike({ anyPlace, say, spell, recorder }) {
    const { name, instance, redis } = anyPlace();
    say(`${name} commits and is not heard`);
    redis.set({ blackhole: 'to-server' });
    const lines = recorder.lines.length;
    await spell(200, 900);
    instance.kill('SIGKILL');
    say(`${name} is killed after ${recorder.lines.slice(lines).filter((line) => line.kind === 'answered').length} answers`);
    redis.set({});
    await spell(2_000, 3_500);
    await instance.start();
    say(`${name} is there again`);
  },
};
