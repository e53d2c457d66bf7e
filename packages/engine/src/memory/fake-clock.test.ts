import { expect, it } from 'vitest';
import { fakeClock } from './fake-clock.ts';

it('FAN-4 the fake clock runs timers in order and lets promises settle between them', async () => {
  const clock = fakeClock({ now: 1_000 });
  const seen: string[] = [];
  const note = (what: string) => () => void seen.push(`${what} at ${clock.steady()}`);
  clock.after(20, note('second'));
  clock.after(10, () => {
    note('first')();
    void clock.yield().then(note('after a yield'));
    clock.after(0, note('at once'));
  });
  clock.after(20, note('third'));
  clock.after(15, note('never')).cancel();
  await clock.advance(19);
  expect(seen).toEqual(['first at 10', 'after a yield at 10', 'at once at 10']);
  await clock.advance(1);
  expect(seen.slice(3)).toEqual(['second at 20', 'third at 20']);
  expect(clock.now()).toBe(1_020);
  expect(clock.waiting()).toBe(0);
});
