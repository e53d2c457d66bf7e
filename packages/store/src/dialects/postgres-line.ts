/** One connection whose answers are awaited up to a moment: behind it the connection is cut, and all that waits on it fails. */
import type { ClientBase, QueryConfig, QueryResult, QueryResultRow } from 'pg';

/** The driver takes it for each query; without it, as the connection was made. */
interface TimedQuery extends QueryConfig {
  readonly query_timeout?: number;
}

/** Now, in ms, on a clock that nobody sets. */
export const steadyNow = (): number => performance.now();

export class Line {
  readonly #client: ClientBase;
  /** On the steady clock; undefined: each answer is bounded alone, as the connection was made. */
  until: number | undefined;

  constructor(client: ClientBase) {
    this.#client = client;
  }

  /** Sent behind those that wait, without waiting for them. */
  query<Row extends QueryResultRow>(query: QueryConfig): Promise<QueryResult<Row>> {
    if (this.until === undefined) return this.#client.query<Row>(query);
    const timed: TimedQuery = { ...query, query_timeout: Math.max(1, Math.ceil(this.until - steadyNow())) };
    return this.#client.query<Row>(timed);
  }
}

/** Waits `ms` at most, then rejects; what comes later goes to `giveBack`, and a late failure to nobody. */
export function inTime<T>(waiting: Promise<T>, ms: number, giveBack: (late: T) => void): Promise<T> {
  return new Promise((resolve, reject) => {
    let isLate = false;
    const timer = setTimeout(() => {
      isLate = true;
      reject(new Error('no connection in time'));
    }, ms);
    waiting.then(
      (value) => {
        clearTimeout(timer);
        if (isLate) giveBack(value);
        else resolve(value);
      },
      (error) => {
        clearTimeout(timer);
        reject(error);
      },
    );
  });
}
