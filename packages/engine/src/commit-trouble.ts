/** Tells of a store that does not take commits: one line when it begins and one when it is over, however many batches fail between. */
import type { Clock, Log, LogFields, Timer } from './ports/index.ts';

/** How long no batch may have failed, and one been stored since, until it is over, ms: a store that wavers is one trouble. */
const STEADY_MS = 10_000;

interface Trouble {
  readonly since: number;
  batches: number;
  /** When a batch was stored again, with none that failed since. */
  storedAt: number | undefined;
  /** Runs from then on. */
  steady: Timer | undefined;
}

/** One for all rooms of an instance. */
export class CommitTrouble {
  readonly #clock: Clock;
  readonly #log: Log;
  #trouble: Trouble | undefined;

  constructor(clock: Clock, log: Log) {
    this.#clock = clock;
    this.#log = log;
  }

  /** A batch was not stored; `fields` say which and why. */
  failed(fields: LogFields): void {
    if (!this.#trouble) {
      this.#trouble = { since: this.#clock.steady(), batches: 0, storedAt: undefined, steady: undefined };
      this.#log.error('commit-failed', fields);
    }
    this.#trouble.batches += 1;
    this.#trouble.steady?.cancel();
    this.#trouble.storedAt = undefined;
  }

  /** A batch was stored. */
  stored(): void {
    const trouble = this.#trouble;
    if (!trouble || trouble.storedAt !== undefined) return;
    trouble.storedAt = this.#clock.steady();
    const awayMs = Math.round(trouble.storedAt - trouble.since);
    trouble.steady = this.#clock.after(STEADY_MS, () => {
      this.#trouble = undefined;
      this.#log.error('commits-back', { awayMs, batches: trouble.batches });
    });
  }

  /** Tells nothing more. */
  close(): void {
    this.#trouble?.steady?.cancel();
  }
}
