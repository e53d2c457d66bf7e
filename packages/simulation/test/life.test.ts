/** A world in which the dead still speak would find faults that are none, and miss some that are. */
import { expect, it } from 'vitest';
import { Life } from '../src/life.ts';

it('SYNC-8 what waits for a server that stands still runs when it goes on, and never on a dead one', async () => {
  const ran: string[] = [];
  const [goesOn, dies] = [new Life(), new Life()];
  for (const [life, name] of [
    [goesOn, 'goes on'],
    [dies, 'dies'],
  ] as const) {
    life.freeze();
    life.run(() => ran.push(name));
  }
  // Who waits for it is let go all the same, and looks whether it lives.
  const waited = dies.runs().then(() => dies.isAlive);
  expect(ran).toEqual([]);
  goesOn.thaw();
  dies.end();
  expect(await waited).toBe(false);
  dies.run(() => ran.push('too late'));
  expect(ran).toEqual(['goes on']);
});
