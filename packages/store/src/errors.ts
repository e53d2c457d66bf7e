/** Why a store cannot be opened or asked. Carried over the workers' messages with its code. */
export type StoreErrorCode =
  /** The file is something else than a Parley database. */
  | 'not-a-parley-database'
  /** The file was written by a newer Parley than this one. */
  | 'schema-too-new'
  /** The schema is older than this Parley's, and what runs does not migrate it. */
  | 'schema-too-old'
  /** A move's target holds something already, or is in use. */
  | 'not-empty'
  /** The file cannot be opened, read or written. */
  | 'cannot-open'
  /** A copy cannot be written where it was asked for. */
  | 'cannot-copy'
  /** The database does not answer, or went away in the middle. What was asked may be asked again. */
  | 'unreachable'
  /** This kind of store has no such thing. */
  | 'not-offered'
  /** The store was closed, or its worker ended. */
  | 'closed';

export class StoreError extends Error {
  override readonly name = 'StoreError';
  readonly code: StoreErrorCode;

  constructor(code: StoreErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
