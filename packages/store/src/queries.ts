/**
 * A connection with the queries it has compiled. Building a query's tree costs several times its execution, so each shape is
 * compiled once and then only given new parameters.
 */
import type { Compilable, CompiledQuery, Insertable, Kysely } from 'kysely';
import { type LookUp, type LookUpStyle, lookUpQuery } from './look-up.ts';
import type { Tables } from './tables.ts';

/** Rows of one statement: each size is compiled once, and any number is made of these. 64 rows stay far below SQLite's 32,766 parameters. */
const SIZES = [64, 16, 4, 1] as const;
/** Most keys looked up by one statement; longer lists are asked in parts. */
const LIST_MAX = 256;

export type Value = string | number | null;
/** Runs `work` in a transaction of its own. */
export type Transact = <T>(work: (db: Kysely<Tables>) => Promise<T>) => Promise<T>;

/**
 * Waits for all of it, which was begun at once: Postgres takes that in one flight. Fails with the first fault, but only when all
 * has ended: nothing may still run when its transaction is rolled back.
 */
export async function together<Works extends readonly Promise<unknown>[]>(
  ...works: Works
): Promise<{ [Index in keyof Works]: Awaited<Works[Index]> }> {
  const faults: unknown[] = [];
  for (const work of works) work.catch((fault) => faults.push(fault));
  await Promise.allSettled(works);
  if (faults.length > 0) throw faults[0];
  return Promise.all(works) as Promise<{ [Index in keyof Works]: Awaited<Works[Index]> }>;
}

export interface QueriesOptions {
  /** The shapes compiled so far, where several connections share them. */
  readonly shapes?: Map<string, CompiledQuery<unknown>>;
  /** Without it: as the dialect of the connection does it. */
  readonly transact?: Transact;
  /** How rows are looked up by their keys; without it, as SQLite does it. */
  readonly style?: LookUpStyle;
}

export class Queries {
  readonly #db: Kysely<Tables>;
  readonly #compiled: Map<string, CompiledQuery<unknown>>;
  readonly #transact: Transact;
  readonly #style: LookUpStyle;

  constructor(db: Kysely<Tables>, options: QueriesOptions = {}) {
    this.#db = db;
    this.#compiled = options.shapes ?? new Map();
    this.#transact = options.transact ?? ((work) => db.transaction().execute(work));
    this.#style = options.style ?? 'cross-join';
  }

  /** For queries that are rare: built each time. */
  get db(): Kysely<Tables> {
    return this.#db;
  }

  /** The shapes compiled so far, by name. */
  get shapes(): ReadonlyMap<string, CompiledQuery<unknown>> {
    return this.#compiled;
  }

  /** Runs `work` in one transaction: on the writer it locks at once, on a reader it is one snapshot. */
  transaction<T>(work: (queries: Queries) => Promise<T>): Promise<T> {
    return this.#transact((trx) =>
      work(new Queries(trx, { shapes: this.#compiled, transact: this.#transact, style: this.#style })),
    );
  }

  /**
   * Runs the query of this name. `build` is called once per name, with any values in it; `parameters` replace them in the order
   * in which the SQL names them.
   */
  async rows<Row>(name: string, build: (db: Kysely<Tables>) => Compilable<Row>, parameters: readonly Value[]): Promise<Row[]> {
    let compiled = this.#compiled.get(name) as CompiledQuery<Row> | undefined;
    if (!compiled) {
      compiled = build(this.#db).compile();
      this.#compiled.set(name, compiled);
    }
    if (compiled.parameters.length !== parameters.length) {
      throw new Error(`${name} takes ${compiled.parameters.length} parameters, ${parameters.length} were given.`);
    }
    return (await this.#db.executeQuery<Row>({ ...compiled, parameters })).rows;
  }

  /** The rows of a room that have these keys, in no order, each once. */
  async lookUp<Row>(what: LookUp, room: number, items: readonly (readonly string[])[]): Promise<Row[]> {
    const distinct = [...new Map(items.map((item) => [item.join(' '), item])).values()];
    const found: Promise<Row[]>[] = [];
    for (let at = 0; at < distinct.length; at += LIST_MAX) {
      const part = distinct.slice(at, at + LIST_MAX);
      // Filled up with what is no key to a power of four: few shapes, the same rows.
      while (part.length < LIST_MAX && !Number.isInteger(Math.log2(part.length) / 2)) part.push(what.key.map(() => ''));
      const build = (db: Kysely<Tables>) => ({
        compile: () => lookUpQuery(what, part.length, this.#style).compile(db) as CompiledQuery<Row>,
      });
      found.push(this.rows(`${what.name} ${part.length}`, build, [...part.flat(), room]));
    }
    return (await together(...found)).flat();
  }

  /**
   * Inserts in bulk; rows that collide on `key` take over the `update` columns. Without `key` a collision is an error. Every row
   * must have the columns of the first one in the same order.
   */
  async insert<Table extends keyof Tables & string>(
    table: Table,
    rows: readonly Insertable<Tables[Table]>[],
    collision?: {
      readonly key: readonly (keyof Tables[Table] & string)[];
      readonly update: readonly (keyof Tables[Table] & string)[];
    },
  ): Promise<void> {
    const inserted: Promise<unknown>[] = [];
    let at = 0;
    for (const size of SIZES) {
      for (; rows.length - at >= size; at += size) {
        const part = rows.slice(at, at + size);
        const name = `insert ${table} ${size}${collision ? ' or update' : ''}`;
        const parameters = part.flatMap((row) => Object.values(row as Record<string, Value>));
        inserted.push(this.rows(name, (db) => insertQuery(db, table, part, collision), parameters));
      }
    }
    await together(...inserted);
  }
}

function insertQuery<Table extends keyof Tables & string>(
  db: Kysely<Tables>,
  table: Table,
  rows: readonly Insertable<Tables[Table]>[],
  collision?: { readonly key: readonly string[]; readonly update: readonly string[] },
): Compilable<unknown> {
  // The shapes are checked by the caller's types; the builder's own cannot follow a table that is a type parameter.
  const insert = db.insertInto(table as 'meta').values(rows as unknown as Insertable<Tables['meta']>[]);
  if (!collision) return insert;
  return insert.onConflict((conflict) => {
    const target = conflict.columns(collision.key as 'key'[]);
    if (collision.update.length === 0) return target.doNothing();
    return target.doUpdateSet(({ ref }) =>
      Object.fromEntries(collision.update.map((column) => [column, ref(`excluded.${column}` as 'excluded.value')])),
    );
  }) as unknown as Compilable<unknown>;
}
