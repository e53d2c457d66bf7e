/** Right after some acknowledgements, asks the database past every proxy whether it has what was acknowledged. */
import { DatabaseError, Pool } from 'pg';
import type { HistoryLine } from './history/lines.ts';
import type { Recorder } from './history/recorder.ts';

/** One in so many answers is asked about: the database has other work. */
const EVERY = 20;
/** Around the return of an older copy nobody can tell what the answer of a moment ago was about, ms. */
const AROUND_RETURN_MS = 2_000;

const FOUND =
  'select 1 from outcomes as o join rooms as r on r.id = o.room where r.slug = $1 and o.person = $2 and o.command = $3';

/** Classes of Postgres' own errors that mean that it is stopping, starting or full: connection, resources, operator. */
const AWAY_CLASSES = ['08', '53', '57'];

/** What the driver and the system say when a connection was not made or did not last. */
const LOST =
  /^(Connection terminated|Client has encountered a connection error|ECONN|EPIPE|read ECONN|write EPIPE|connect ECONN)/;

/** Whether the database was away. What it says of the question itself is a fault of this file. */
export function isAway(error: unknown): boolean {
  if (error instanceof DatabaseError) return AWAY_CLASSES.includes(error.code?.slice(0, 2) ?? '');
  const { code, message } = error as { readonly code?: string; readonly message?: string };
  return LOST.test(code ?? '') || LOST.test(message ?? '');
}

/** Returns how to stop, which rejects when a question was refused for another reason than that the database was away. */
export function sampleDurability(url: string, room: string, recorder: Recorder): () => Promise<void> {
  const pool = new Pool({ connectionString: url, max: 2 });
  // It is stopped on purpose, more than once.
  pool.on('error', () => undefined);
  const people = new Map<string, string>();
  const asking = new Set<Promise<void>>();
  let count = 0;
  let returnedAt = Number.NEGATIVE_INFINITY;
  let fault: unknown;

  async function ask(command: string, at: number): Promise<void> {
    try {
      const { rowCount } = await pool.query(FOUND, [room, people.get(command), command]);
      if (at - returnedAt > AROUND_RETURN_MS) recorder.record({ kind: 'durable', command, found: rowCount === 1 });
    } catch (error) {
      // While it is away: what was acknowledged shows at the end.
      if (!isAway(error)) fault ??= error;
    }
  }

  function hear(line: HistoryLine): void {
    if (line.kind === 'restored') returnedAt = line.at;
    if (line.kind === 'sent') people.set(line.command.command, line.person);
    if (line.kind !== 'answered' || !line.answer.ok) return;
    count += 1;
    if (count % EVERY !== 0) return;
    const one: Promise<void> = ask(line.command, line.at).finally(() => asking.delete(one));
    asking.add(one);
  }

  const stop = recorder.watch(hear);
  return async () => {
    stop();
    await Promise.all(asking);
    await pool.end();
    if (fault) throw fault;
  };
}
