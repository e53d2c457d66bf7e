/** Tells of a database that goes away: one line when it does and one when it answers again, however many connections break. */
import type { OnReport } from '../report.ts';

export interface AbsenceOptions {
  /** Asks the database anything over any connection; rejects when it does not answer. */
  look(): Promise<unknown>;
  readonly onReport: OnReport;
}

export class Absence {
  readonly #options: AbsenceOptions;
  #state: 'here' | 'in-doubt' | 'away' | 'over' = 'here';

  constructor(options: AbsenceOptions) {
    this.#options = options;
  }

  /** A connection that nobody used broke. One that was ended says nothing of the database, so it is asked first. */
  suspect(reason: string): void {
    if (this.#state !== 'here') return;
    this.#state = 'in-doubt';
    this.#options.look().then(
      () => this.answers(),
      () => {
        // Somebody else may have had an answer meanwhile.
        if (this.#state !== 'in-doubt') return;
        this.#state = 'away';
        this.#options.onReport(`The database went away: ${reason}. It is used again as soon as it answers.`, 'error');
      },
    );
  }

  /** It answered somebody. */
  answers(): void {
    if (this.#state === 'over') return;
    if (this.#state === 'away') this.#options.onReport('The database answers again.', 'error');
    this.#state = 'here';
  }

  /** Tells nothing more. */
  close(): void {
    this.#state = 'over';
  }
}
