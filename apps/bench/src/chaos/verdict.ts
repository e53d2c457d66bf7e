/** What a run proved: nothing, unless it did enough, reached all that its fault is for, and no invariant broke. */
import type { RunResult } from './run-fault.ts';

type Judged = Pick<RunResult, 'fault' | 'strikes' | 'strikesLeast' | 'acknowledged' | 'operations' | 'states' | 'violations'>;

/** Viewers may take so long, ms, until all hold the same once everything is mended. */
export const SETTLED_MAX_MS = 10_000;

/** In words, why a run does not count; empty when it does. */
export function faultsOf(judged: Judged): readonly string[] {
  const { fault, strikes, strikesLeast, acknowledged, operations, states, violations } = judged;
  const lacking = fault.reaches.filter((state) => !states[state]);
  const uncalled = (fault.avoids ?? []).filter((state) => states[state]);
  return [
    ...(acknowledged < operations ? [`only ${acknowledged} of ${operations} operations were acknowledged in time`] : []),
    ...(strikes < strikesLeast ? [`it struck ${strikes} times of ${strikesLeast}`] : []),
    ...(lacking.length > 0 ? [`states that it is for were not reached: ${lacking.join(', ')}`] : []),
    ...uncalled.map((state) => `${state} came about ${states[state]} times without a fault`),
    ...violations.map(({ invariant, what }) => `${invariant} ${what}`),
  ];
}

/** The same of its end. For whole runs: how long that takes depends on what else the machine does. */
export function latenessOf({ settledMs }: Pick<RunResult, 'settledMs'>): readonly string[] {
  if (settledMs === undefined) return ['somebody never had everything'];
  return settledMs > SETTLED_MAX_MS ? [`all were equal after ${settledMs} ms, ${SETTLED_MAX_MS} are allowed`] : [];
}
