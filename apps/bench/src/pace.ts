/** Calls `act` at an even pace; a late turn does not shift the next ones. Resolves after the last call. */
export async function evenly(perSecond: number, seconds: number, act: (n: number) => void): Promise<void> {
  const begun = performance.now();
  for (let n = 0; n < perSecond * seconds; n++) {
    const due = begun + (n * 1000) / perSecond;
    const wait = due - performance.now();
    // A timer has whole milliseconds: above a thousand calls a second several share one.
    if (wait > 1) await new Promise((resolve) => setTimeout(resolve, wait));
    act(n);
  }
}
