/** Right after some acknowledgements, asks the database past every proxy whether it has what was acknowledged. */
import { Pool } from 'pg';
import type { HistoryLine } from './history/lines.ts';
import type { Recorder } from './history/recorder.ts';

/** One in so many answers is asked about: the database has other work. */
const EVERY = 20;
/** Around the return of an older copy nobody can tell what the answer of a moment ago was about, ms. */
const AROUND_RETURN_MS = 2_000;

const FOUND =
  'select 1 from outcomes as o join rooms as r on r.id = o.room where r.slug = $1 and o.person = $2 and o.command = $3';

/** Returns how to stop. */
export function sampleDurability(url: string, room: string, recorder: Recorder): () => Promise<void> {
  const pool = new Pool({ connectionString: url, max: 2 });
  // It is stopped on purpose, more than once.
  pool.on('error', () => undefined);
  const people = new Map<string, string>();
  const asking = new Set<Promise<void>>();
  let count = 0;
  let returnedAt = Number.NEGATIVE_INFINITY;

  async function ask(command: string, at: number): Promise<void> {
    try {
      const { rowCount } = await pool.query(FOUND, [room, people.get(command), command]);
      if (at - returnedAt > AROUND_RETURN_MS) recorder.record({ kind: 'durable', command, found: rowCount === 1 });
    } catch {
      // It is away: what was acknowledged shows at the end.
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
  };
}
