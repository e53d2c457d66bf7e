/** How long anything takes at most with Postgres, in ms. */
export interface PostgresTimes {
  /** To get a connection, waiting for a free one included: what is left of a use of it is for the work. */
  readonly connect: number;
  /** An instance that stops in the middle of a commit holds its room's lock no longer. */
  readonly idleInTransaction: number;
  /** To get a room's lock: above the former, so that a stopped instance makes nobody fail. */
  readonly lock: number;
  /** All of a read, or of a commit up to its answer: above the former. People are told within it that the store is away. */
  readonly use: number;
  /** A commit whose answer was lost, with all looks for it: clients give a line without answers up after 30 s. */
  readonly commit: number;
  /** One statement of an import or an export, the only work without a bound as a whole. */
  readonly statement: number;
  /** Any answer to those: above the former, for connections that are dead without saying so. */
  readonly answer: number;
  /** Connections that nobody needs close after this time. */
  readonly idle: number;
}

export const TIMES: PostgresTimes = {
  connect: 3_000,
  idleInTransaction: 3_000,
  lock: 4_000,
  use: 5_000,
  commit: 10_000,
  statement: 15_000,
  answer: 20_000,
  idle: 30_000,
};
