/** What a run proved: nothing, unless it did enough, reached what its fault is for, and no invariant broke. */
import { CALM } from './faults/calm.ts';
import type { RunResult } from './run-fault.ts';
import type { States } from './states.ts';

type Judged = Pick<RunResult, 'fault' | 'acknowledged' | 'operations' | 'states' | 'violations'>;

/**
 * In words, why a run does not count; empty when it does. `calmly`: what as many operations reached without a fault; a run must go
 * beyond that.
 */
export function faultsOf(
  { fault, acknowledged, operations, states, violations }: Judged,
  calmly: States = {},
): readonly string[] {
  const isReached = fault.name === CALM || fault.reaches.some((state) => (states[state] ?? 0) > (calmly[state] ?? 0));
  return [
    ...(acknowledged < operations ? [`only ${acknowledged} of ${operations} operations were acknowledged in time`] : []),
    ...(isReached ? [] : [`none of its states was reached: ${fault.reaches.join(', ')}`]),
    ...violations.map(({ invariant, what }) => `${invariant} ${what}`),
  ];
}

/** What the run without a fault reached, if there was one. */
export const calmlyOf = (results: readonly Pick<RunResult, 'fault' | 'states'>[]): States | undefined =>
  results.find(({ fault }) => fault.name === CALM)?.states;
