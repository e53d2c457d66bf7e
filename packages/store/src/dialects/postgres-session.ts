/** One connection to Postgres as the queries use it: what is begun at once goes out in one flight. */
import {
  CompiledQuery,
  type DatabaseConnection,
  type Driver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
} from 'kysely';
import { DatabaseError } from 'pg';
import { RoomAppeared } from '../commit/write.ts';
import { StoreError } from '../errors.ts';
import type { Transact } from '../queries.ts';
import type { Tables } from '../tables.ts';
import { faultOf } from './postgres.ts';
import type { Line } from './postgres-line.ts';

/** Facts decided on are read after the lock, in statements of their own: each sees all that was committed before it. */
export const WRITING = 'begin isolation level read committed';
/** Head and rows of an answer are of one moment. */
export const READING = 'begin isolation level repeatable read read only';

/** SQLSTATE of a statement in a transaction that failed before. */
const ABORTED = '25P02';

/** The connection was lost after the commit was sent: whether it was done is not known. */
export class CommitLost extends StoreError {
  /** What the transaction came to, if it was done. */
  readonly result: unknown;
  constructor(result: unknown, cause: unknown) {
    super('unreachable', `The database went away while it committed: ${String(cause)}.`, { cause });
    this.result = result;
  }
}

/** Each connection keeps the plans of its statements, by a name for each text. */
class Connection implements DatabaseConnection {
  readonly #line: Line;
  readonly #names: Map<string, string>;
  #fault: unknown;

  constructor(line: Line, names: Map<string, string>) {
    this.#line = line;
    this.#names = names;
  }

  async executeQuery<Row>({ sql, parameters }: CompiledQuery): Promise<QueryResult<Row>> {
    let name = this.#names.get(sql);
    if (name === undefined && parameters.length > 0) {
      name = `parley_${this.#names.size}`;
      this.#names.set(sql, name);
    }
    try {
      const query = { text: sql, values: [...parameters], ...(name === undefined ? {} : { name }) };
      return { rows: (await this.#line.query(query)).rows as Row[] };
    } catch (error) {
      // What was sent behind a statement that failed fails because of it; the reason is what that one said.
      if (!(error instanceof DatabaseError && error.code === ABORTED)) this.#fault = faultOf(error);
      throw this.#fault;
    }
  }

  // biome-ignore lint/correctness/useYield: nothing streams.
  async *streamQuery(): AsyncIterableIterator<never> {
    throw new Error('Rows are not streamed.');
  }
}

/** Gives the one connection to whoever asks, also several at once: their queries wait for no answers of each other. */
class SessionDriver implements Driver {
  readonly #connection: Connection;
  constructor(connection: Connection) {
    this.#connection = connection;
  }
  async init(): Promise<void> {}
  async acquireConnection(): Promise<DatabaseConnection> {
    return this.#connection;
  }
  async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw(WRITING));
  }
  async commitTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('commit'));
  }
  async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('rollback'));
  }
  async releaseConnection(): Promise<void> {}
  async destroy(): Promise<void> {}
}

/** Kysely on one connection. `names` gives each text its name, the same on all connections of a store. */
export function kyselyOn(line: Line, names: Map<string, string>): Kysely<Tables> {
  const driver = new SessionDriver(new Connection(line, names));
  return new Kysely<Tables>({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () => driver,
      createIntrospector: (db) => new PostgresIntrospector(db),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
  });
}

async function once<T>(line: Line, begin: string, work: () => Promise<T>): Promise<T> {
  // Not waited for: it goes out with the first statement, which fails if this does.
  const begun = line.query({ text: begin });
  begun.catch(() => undefined);
  let result: T;
  try {
    result = await work();
    await begun;
  } catch (error) {
    // Where this cannot be said, the connection is gone, and the transaction with it.
    await line.query({ text: 'rollback' }).catch(() => undefined);
    throw error;
  }
  let ended: string;
  try {
    ended = (await line.query({ text: 'commit' })).command;
  } catch (error) {
    const fault = faultOf(error);
    throw fault instanceof StoreError ? new CommitLost(result, error) : fault;
  }
  if (ended !== 'COMMIT') throw new Error(`The transaction ended with ${ended}.`);
  return result;
}

/** Transactions on one connection; one in which another instance was quicker to make the room is done again. */
export function transactOn(line: Line, db: Kysely<Tables>, begin: string): Transact {
  return async (work) => {
    for (;;) {
      try {
        return await once(line, begin, () => work(db));
      } catch (error) {
        if (!(error instanceof RoomAppeared)) throw error;
      }
    }
  };
}
