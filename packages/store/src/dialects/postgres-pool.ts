/** The connections of one instance, each looked at before its first use: whose history it writes, and whether it is understood. */
import { type CompiledQuery, sql } from 'kysely';
import { type ClientBase, Pool, type PoolClient } from 'pg';
import { joinEpoch, type Opening } from '../epochs.ts';
import { StoreError } from '../errors.ts';
import { LINEAGE_KEY } from '../meta.ts';
import { refuseOther, VERSION_KEY } from '../migrate.ts';
import { Queries, together } from '../queries.ts';
import type { OnReport } from '../report.ts';
import { Absence } from './absence.ts';
import { epochOf, type History, otherHistory } from './history.ts';
import { TYPES } from './postgres.ts';
import { INSTANCE } from './postgres-administrator.ts';
import { inTime, Line, steadyNow } from './postgres-line.ts';
import { kyselyOn, READING, transactOn, WRITING } from './postgres-session.ts';
import { type PostgresTimes, TIMES } from './postgres-times.ts';

/** Commits wait for rooms' locks, reading must not wait for them: each has connections of its own. */
export type Use = 'writing' | 'reading';

/** One connection, ready to be used. */
export interface Session {
  readonly queries: Queries;
  readonly opening: Opening;
  /** Gives this use its time anew, where it has several steps that each may take as long. */
  goOn(): void;
}

export interface SessionsOptions {
  readonly url: string;
  /** Connections at most, for each use. */
  readonly size: number;
  readonly times?: PostgresTimes;
  readonly onReport: OnReport;
}

interface Identity extends History {
  readonly version: string;
}

/** Commits are on the disk when they return, whatever the database's default; a stricter one is left. */
const DURABLE = sql`
  select set_config('synchronous_commit', 'on', false) where current_setting('synchronous_commit') in ('off', 'local')`;

/** Every question has an index made for it; the other ways are those that cost more the longer a room is. */
const OTHER_WAYS = ['seqscan', 'bitmapscan', 'sort', 'hashjoin', 'mergejoin', 'material']
  .map((way) => `enable_${way}`)
  .concat('jit');
const BY_INDEX = sql`select ${sql.join(OTHER_WAYS.map((way) => sql`set_config(${way}, 'off', false)`))}`;

const IDENTITY = sql<Identity>`
  select
    (select value from meta where key = ${VERSION_KEY}) as version,
    (select value from meta where key = ${LINEAGE_KEY}) as lineage,
    (select system_identifier::text from pg_control_system()) as system,
    case when not pg_is_in_recovery() then substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8) end as timeline`;

/** A database that was replaced still answers on the connections to it: they are given up, one by one as they are met. */
class FormerHistory extends StoreError {}

export class Sessions {
  readonly #size: number;
  readonly #pools: Readonly<Record<Use, Pool>>;
  readonly #times: PostgresTimes;
  readonly #lines = new WeakMap<ClientBase, Line>();
  readonly #ready = new WeakMap<Line, Session>();
  readonly #names = new Map<string, string>();
  readonly #shapes = new Map<string, CompiledQuery<unknown>>();
  readonly #onReport: OnReport;
  readonly #absence: Absence;
  #current: Opening | undefined;
  #history: History | undefined;
  #isClosed = false;

  constructor({ url, size, times = TIMES, onReport }: SessionsOptions) {
    this.#onReport = onReport;
    this.#absence = new Absence({ look: () => this.#look(), onReport });
    this.#size = size;
    this.#times = times;
    const pool = (): Pool => {
      const made = new Pool({
        connectionString: url,
        application_name: INSTANCE,
        max: size,
        types: TYPES,
        pipeline: true,
        keepAlive: true,
        connectionTimeoutMillis: times.connect,
        idleTimeoutMillis: times.idle,
        idle_in_transaction_session_timeout: times.idleInTransaction,
        lock_timeout: times.lock,
        statement_timeout: times.statement,
        query_timeout: times.answer,
      });
      // A connection that breaks while nobody uses it: the next use opens another one.
      made.on('error', (error) => this.#absence.suspect(error.message));
      // One that is in use rejects what waits for it; the event itself tells nothing more. Heard from its beginning: the pool stops
      // to listen before whoever asked for it has it, and an end that nobody hears ends the process.
      made.on('connect', (client) => client.on('error', () => undefined));
      return made;
    };
    this.#pools = { writing: pool(), reading: pool() };
  }

  /** The history that the latest connection found. */
  get current(): Opening {
    if (!this.#current) throw new StoreError('closed', 'The store was not opened.');
    return this.#current;
  }

  /**
   * Works on a connection of its own, one to the history that is known. Rejects with a StoreError when there is none, when it
   * breaks, when it takes longer than `within` ms with everything around it, and when another history became known meanwhile: what
   * was done then counts for nothing. With `within` null, each statement is bounded alone.
   */
  async use<T>(use: Use, work: (session: Session) => Promise<T>, within: number | null = this.#times.use): Promise<T> {
    const until = within === null ? undefined : steadyNow() + within;
    for (let given = 0; ; given += 1) {
      try {
        return await this.#on(use, until, (line) => this.#inHistory(line, use, work));
      } catch (error) {
        // Each of the pool may be a former one; the one behind them is made anew.
        if (!(error instanceof FormerHistory) || given >= this.#size) throw error;
      }
    }
  }

  async #inHistory<T>(line: Line, use: Use, work: (session: Session) => Promise<T>): Promise<T> {
    const session = this.#ready.get(line) ?? (await this.#prepare(line, use));
    const isFormer = () => session.opening.epoch !== this.current.epoch;
    if (isFormer()) throw new FormerHistory('unreachable', 'The connection is one to a former history.');
    const result = await work(session);
    if (isFormer()) throw new StoreError('unreachable', 'The database went on with another history meanwhile.');
    return result;
  }

  /** Whether the database answers. Each connection that stands idle may be a broken one; the one after them is made anew. */
  async #look(): Promise<void> {
    const until = steadyNow() + this.#times.use;
    for (let tried = 0; ; tried += 1) {
      try {
        await this.use('reading', ({ queries }) => sql`select 1`.execute(queries.db), until - steadyNow());
        return;
      } catch (error) {
        if (tried >= this.#size || steadyNow() >= until) throw error;
      }
    }
  }

  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#absence.close();
    await Promise.all([this.#pools.writing.end(), this.#pools.reading.end()]);
  }

  async #connect(use: Use, until: number | undefined): Promise<PoolClient> {
    if (this.#isClosed) throw new StoreError('closed', 'The store is closed.');
    const left = until === undefined ? this.#times.connect : Math.max(1, until - steadyNow());
    try {
      return await inTime(this.#pools[use].connect(), left, (late) => late.release());
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : String(cause);
      throw new StoreError('unreachable', `The database cannot be reached: ${reason}.`, { cause });
    }
  }

  async #on<T>(use: Use, until: number | undefined, work: (line: Line) => Promise<T>): Promise<T> {
    const client = await this.#connect(use, until);
    const line = this.#lines.get(client) ?? new Line(client);
    this.#lines.set(client, line);
    line.until = until;
    let isBroken = false;
    try {
      return await work(line);
    } catch (error) {
      isBroken = error instanceof StoreError;
      throw error;
    } finally {
      client.release(isBroken);
    }
  }

  async #prepare(line: Line, use: Use): Promise<Session> {
    const db = kyselyOn(line, this.#names);
    const [identities] = await together(IDENTITY.execute(db), DURABLE.execute(db), BY_INDEX.execute(db));
    const [identity] = identities.rows;
    if (!identity?.timeline) throw new StoreError('unreachable', 'The database is a standby: it cannot be written.');
    refuseOther(Number(identity.version));
    const opening = await joinEpoch(new Queries(db), epochOf(identity));
    if (this.#history && this.#current?.epoch !== opening.epoch) this.#onReport(...otherHistory(this.#history, identity));
    this.#history = identity;
    this.#current = opening;
    this.#absence.answers();
    const begin = use === 'writing' ? WRITING : READING;
    const session: Session = {
      opening,
      goOn: () => {
        if (line.until !== undefined) line.until = steadyNow() + this.#times.use;
      },
      queries: new Queries(db, { shapes: this.#shapes, transact: transactOn(line, db, begin), style: 'lateral' }),
    };
    this.#ready.set(line, session);
    return session;
  }
}
