import { fakeClock, nullLog } from '@parley/engine/memory';
import { expect, it } from 'vitest';
import { CONFIRM_MS, LINGER_MS, RETRY_MS, ROUND_CHANNELS, Subscriptions } from './subscriptions.ts';

/** A connection whose answers the test gives. */
function stage() {
  const clock = fakeClock();
  const rounds: { readonly what: string; readonly channels: readonly string[]; end(error?: Error): Promise<void> }[] = [];
  const whole: boolean[] = [];
  const round = (what: string) => (channels: readonly string[]) =>
    new Promise<void>((resolve, reject) => {
      const end = (error?: Error): Promise<void> => {
        if (error) reject(error);
        else resolve();
        return clock.settle();
      };
      rounds.push({ what, channels, end });
    });
  const subscriptions = new Subscriptions({
    line: { subscribe: round('subscribe'), unsubscribe: round('unsubscribe') },
    clock,
    log: nullLog(),
    onWhole: (isWhole) => whole.push(isWhole),
  });
  /** Whether somebody's wait for a channel has ended. */
  const acquire = (channel: string): { done: boolean } => {
    const wait = { done: false };
    void subscriptions.acquire(channel).then(() => {
      wait.done = true;
    });
    return wait;
  };
  return { clock, rounds, whole, subscriptions, acquire };
}

it('BUS-2 a subscription waits for its confirmation; what is wanted meanwhile goes together in the next round', async () => {
  const { clock, rounds, whole, subscriptions, acquire } = stage();
  subscriptions.up();
  const waits = ['a', 'b', 'b', 'c'].map(acquire);
  await clock.settle();
  expect(rounds.map(({ channels }) => channels)).toEqual([['a']]);
  expect(waits.map(({ done }) => done)).toEqual([false, false, false, false]);
  await rounds[0]!.end();
  expect(waits.map(({ done }) => done)).toEqual([true, false, false, false]);
  expect(rounds[1]!.channels).toEqual(['b', 'c']);
  await rounds[1]!.end();
  expect(waits.map(({ done }) => done)).toEqual([true, true, true, true]);
  // A room that opens in time is no break of the line.
  expect(whole).toEqual([true]);
});

it('BUS-2 on a new connection everything is subscribed again, in rounds, before the line is whole', async () => {
  const { rounds, whole, subscriptions, acquire } = stage();
  const channels = Array.from({ length: ROUND_CHANNELS + 1 }, (_, i) => `room ${i}`);
  for (const channel of channels) acquire(channel);
  subscriptions.up();
  await rounds[0]!.end();
  await rounds[1]!.end();
  expect(whole).toEqual([true]);
  subscriptions.down();
  subscriptions.up();
  expect(rounds.slice(2).flatMap((round) => round.channels)).toEqual(channels.slice(0, ROUND_CHANNELS));
  await rounds[2]!.end();
  expect(whole).toEqual([true, false]);
  await rounds[3]!.end();
  expect(whole).toEqual([true, false, true]);
  expect(rounds.slice(2).flatMap((round) => round.channels)).toEqual(channels);
});

it('BUS-2 what an earlier connection confirms late does not count', async () => {
  const { rounds, whole, subscriptions, acquire } = stage();
  subscriptions.up();
  acquire('a');
  subscriptions.down();
  subscriptions.up();
  await rounds[0]!.end();
  expect(whole.at(-1)).toBe(false);
  await rounds[1]!.end();
  expect(whole.at(-1)).toBe(true);
});

it('BUS-2 a round that fails is tried again', async () => {
  const { clock, rounds, whole, subscriptions, acquire } = stage();
  subscriptions.up();
  const wait = acquire('a');
  await rounds[0]!.end(new Error('no'));
  await clock.advance(RETRY_MS);
  expect([rounds.length, wait.done]).toEqual([2, false]);
  await rounds[1]!.end();
  expect([wait.done, whole]).toEqual([true, [true]]);
});

it('BUS-7 a channel is given back half a minute after its last user, together with others', async () => {
  const { clock, rounds, subscriptions, acquire } = stage();
  subscriptions.up();
  for (const channel of ['a', 'b', 'b']) acquire(channel);
  await rounds[0]!.end();
  await rounds[1]!.end();
  for (const channel of ['a', 'b', 'b', 'never had']) subscriptions.release(channel);
  await clock.advance(LINGER_MS - 1);
  expect(rounds).toHaveLength(2);
  await clock.advance(1);
  expect(rounds[2]).toMatchObject({ what: 'unsubscribe', channels: ['a'] });
  await rounds[2]!.end();
  expect(rounds[3]).toMatchObject({ what: 'unsubscribe', channels: ['b'] });
});

it('BUS-7 who comes back in time finds it subscribed; who comes back while it is given back waits for a new one', async () => {
  const { clock, rounds, subscriptions, acquire } = stage();
  subscriptions.up();
  acquire('a');
  await rounds[0]!.end();
  subscriptions.release('a');
  await clock.advance(LINGER_MS - 1);
  const early = acquire('a');
  await clock.advance(LINGER_MS);
  expect([early.done, rounds.length]).toEqual([true, 1]);
  subscriptions.release('a');
  await clock.advance(LINGER_MS);
  expect(rounds[1]).toMatchObject({ what: 'unsubscribe' });
  const late = acquire('a');
  await clock.settle();
  expect([late.done, rounds.length]).toEqual([false, 2]);
  await rounds[1]!.end();
  expect(rounds[2]).toMatchObject({ what: 'subscribe', channels: ['a'] });
  await rounds[2]!.end();
  expect(late.done).toBe(true);
});

it('BUS-8 without a connection nobody waits, and the line is broken until what they rely on is confirmed', async () => {
  const { clock, rounds, whole, subscriptions, acquire } = stage();
  const wait = acquire('a');
  await clock.settle();
  expect(wait.done).toBe(true);
  subscriptions.up();
  expect(whole).toEqual([]);
  await rounds[0]!.end();
  expect(whole).toEqual([true]);
});

it('BUS-8 a Redis that does not answer is waited for one second, and a connection that ends ends the wait', async () => {
  const { clock, rounds, whole, subscriptions, acquire } = stage();
  subscriptions.up();
  const slow = acquire('a');
  await clock.advance(CONFIRM_MS - 1);
  expect(slow.done).toBe(false);
  await clock.advance(1);
  expect([slow.done, whole]).toEqual([true, [true, false]]);
  await rounds[0]!.end();
  expect(whole).toEqual([true, false, true]);
  const cut = acquire('b');
  subscriptions.down();
  await clock.settle();
  expect(cut.done).toBe(true);
});
