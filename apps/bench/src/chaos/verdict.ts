/** What a run proved: nothing, unless it did enough, reached what its fault is for, and no invariant broke. */
import type { RunResult } from './run-fault.ts';

type Judged = Pick<RunResult, 'fault' | 'acknowledged' | 'operations' | 'states' | 'violations'>;

/** In words, why a run does not count; empty when it does. */
export function faultsOf({ fault, acknowledged, operations, states, violations }: Judged): readonly string[] {
  const isReached = fault.reaches.some((state) => (states[state] ?? 0) > 0);
  return [
    ...(acknowledged < operations ? [`only ${acknowledged} of ${operations} operations were acknowledged in time`] : []),
    ...(isReached ? [] : [`none of its states was reached: ${fault.reaches.join(', ')}`]),
    ...violations.map(({ invariant, what }) => `${invariant} ${what}`),
  ];
}
