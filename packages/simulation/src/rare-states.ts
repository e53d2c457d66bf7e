/** States that a suite must have reached: a run that never met them proves little. */
const RARE_STATES = [
  'gap-healed-on-server',
  'gap-on-client',
  'other-epoch-on-client',
  'reset-of-client',
  'reset-with-windows-read-again',
  'catch-up-of-client',
  'epoch-carried-over',
  'known-id-retried',
  'crash-after-commit-resolved',
  'answer-lost-on-the-way',
  'page-overlaps-window',
  'bus-message-doubled',
  'bus-message-overtaken',
  'bus-message-lost',
  'head-told-alone',
  'frame-merged',
  'slow-connection-skipped',
  'best-ranking-fetched',
  'half-open-line',
  'server-killed',
  'server-killed-in-a-commit',
  'store-opened-anew-below-servers',
  'line-broken',
  'line-mute',
  'mute-line-renewed',
  'heads-asked',
  'server-frozen',
  'line-not-mended-after-the-storm',
  'last-word-lost',
  'server-drained',
  'client-moved',
  'crash-between-commit-and-publish',
  'older-database-restored',
  'edited-elsewhere',
  'slow-down-met',
  'refused-text-kept',
  'other-tab-took-over',
  'server-page-continued',
] as const;
export type RareState = (typeof RARE_STATES)[number];

export class RareStates {
  readonly #counts = new Map<RareState, number>();

  reach(state: RareState, times = 1): void {
    if (times > 0) this.#counts.set(state, this.count(state) + times);
  }

  count(state: RareState): number {
    return this.#counts.get(state) ?? 0;
  }

  add(other: RareStates): void {
    for (const state of RARE_STATES) this.reach(state, other.count(state));
  }

  never(): readonly RareState[] {
    return RARE_STATES.filter((state) => this.count(state) === 0);
  }

  toString(): string {
    return RARE_STATES.map((state) => `${state} ${this.count(state)}`).join(', ');
  }
}
