/** Whether this shell lets a row open what it needs, said before it begins. */
import { execFileSync } from 'node:child_process';

/** Handles of a process beside its connections: files, pipes, the database, the listening socket. */
const BESIDE = 500;

/** Node raises its own bound to the hard one at its start. */
function handlesAllowed(): number {
  const said = execFileSync('sh', ['-c', 'ulimit -Hn'], { encoding: 'utf8' }).trim();
  return said === 'unlimited' ? Number.POSITIVE_INFINITY : Number(said);
}

/** Throws a sentence that says what to do when one process could not hold so many connections. */
export function needConnections(row: string, inOneProcess: number): void {
  const allowed = handlesAllowed();
  if (inOneProcess + BESIDE <= allowed) return;
  throw new Error(
    `The row ${row} holds ${inOneProcess} connections in one process and this shell allows ${allowed} open files: ` +
      `raise it by "ulimit -Hn ${inOneProcess + BESIDE}" as root, or run it with --short.`,
  );
}
