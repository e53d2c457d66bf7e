/** An orderly end: SIGINT or SIGTERM once drains, twice leaves at once (OPS-6). */
import { codeOf } from './start-fault.ts';

/** Longest time for clients to be told and for what runs to finish, ms. */
const DRAIN_MAX_MS = 10_000;

/** Steps run one after the other; the process ends with 0, or with 1 when they took too long or failed. */
export function shutdownOnSignal(
  steps: readonly ((signal: NodeJS.Signals) => Promise<void>)[],
  onFault: (fault: string) => void,
): void {
  let stopping = false;
  const stop = async (signal: NodeJS.Signals) => {
    if (stopping) process.exit(1);
    stopping = true;
    const tooLong = setTimeout(() => {
      onFault(`not finished within ${DRAIN_MAX_MS} ms`);
      process.exit(1);
    }, DRAIN_MAX_MS);
    try {
      for (const step of steps) await step(signal);
      clearTimeout(tooLong);
      process.exit(0);
    } catch (error) {
      onFault(codeOf(error) ?? String(error));
      process.exit(1);
    }
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
}
