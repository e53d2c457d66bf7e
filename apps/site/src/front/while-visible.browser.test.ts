import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { whileVisible } from './while-visible.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A page whose visibility a test can change. */
function page() {
  const target = Object.assign(new EventTarget(), { visibilityState: 'visible' });
  return {
    document: target as unknown as Document,
    show(state: 'visible' | 'hidden') {
      target.visibilityState = state;
      target.dispatchEvent(new Event('visibilitychange'));
    },
  };
}

it('HTTP-2 the front page asks at once and then again, while it is looked at', async () => {
  const { document, show } = page();
  const act = vi.fn(async () => undefined);
  whileVisible(document, 1_000, act);
  expect(act).toHaveBeenCalledTimes(1);
  await vi.advanceTimersByTimeAsync(2_500);
  expect(act).toHaveBeenCalledTimes(3);
  show('hidden');
  await vi.advanceTimersByTimeAsync(60_000);
  expect(act).toHaveBeenCalledTimes(3);
  show('visible');
  expect(act).toHaveBeenCalledTimes(4);
});

it('HTTP-2 it never asks twice at a time, and not after it was stopped', async () => {
  const { document, show } = page();
  let answer: () => void = () => undefined;
  const act = vi.fn(
    () =>
      new Promise<void>((resolve) => {
        answer = resolve;
      }),
  );
  const stop = whileVisible(document, 1_000, act);
  show('hidden');
  show('visible');
  await vi.advanceTimersByTimeAsync(60_000);
  expect(act).toHaveBeenCalledTimes(1);
  answer();
  await vi.advanceTimersByTimeAsync(1_000);
  expect(act).toHaveBeenCalledTimes(2);
  stop();
  answer();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(act).toHaveBeenCalledTimes(2);
});
